using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stores.Copying;

namespace DockerScan.Engine.Copying;

/// <summary>
/// Copies all of one store into another that is empty, or goes on with a copy that was broken off. Nothing is taken for copied that was not
/// read back: at the end both are read once more and compared by counts and hashes.
/// </summary>
/// <param name="source">Where from.</param>
/// <param name="target">Where to.</param>
/// <param name="told">What is told of how far it is.</param>
public sealed class StoreCopier(IStoreCopy source, IStoreCopy target, Action<CopyProgress> told)
{
    private const int BatchCount = 500;
    private const long BatchBytes = 8 << 20;
    private const int TellEvery = 1_000;

    private static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();

    /// <summary>Does it.</summary>
    /// <returns>What was copied, kind by kind.</returns>
    /// <exception cref="EngineException">One of the stores cannot be used, they are not alike, or the source changed meanwhile. The target is no store then.</exception>
    public async Task<IReadOnlyList<CopiedKind>> RunAsync(CancellationToken cancellationToken)
    {
        await source.OpenSourceAsync(cancellationToken);
        var isResumed = await target.OpenTargetAsync(cancellationToken);
        List<(RecordKind Kind, RecordSum Sum, long Were)> copied = [];
        foreach (var kind in Kinds)
        {
            copied.Add(await CopyAsync(kind, isResumed, cancellationToken));
        }

        List<CopiedKind> compared = [];
        foreach (var (kind, sum, were) in copied)
        {
            compared.Add(await CompareAsync(kind, sum, were, cancellationToken));
        }

        await target.FinishAsync(cancellationToken);
        return compared;
    }

    private static EngineException Failure(string message) => new(new ScanFailure(FailureKind.Internal, message));

    private async Task<(RecordKind Kind, RecordSum Sum, long Were)> CopyAsync(RecordKind kind, bool isResumed, CancellationToken cancellationToken)
    {
        var there = isResumed ? await IndexAsync(kind, cancellationToken) : [];
        var total = await source.CountAsync(kind, cancellationToken);
        var (sum, were, bytes, batch) = (new RecordSum(), 0L, 0L, new List<StoreRecord>());
        await foreach (var record in source.ReadAsync(kind, cancellationToken))
        {
            var hash = sum.Add(record);
            if (sum.Count % TellEvery == 0)
            {
                told(new CopyProgress(CopyStep.Copying, kind, sum.Count, total));
            }

            if (there.Remove(RecordSum.HashOf(record.Key), out var before))
            {
                were += before == hash ? 1 : throw Changed(kind);
                continue;
            }

            batch.Add(record);
            bytes += record.Size;
            if (batch.Count == BatchCount || bytes >= BatchBytes)
            {
                await target.WriteAsync(batch, cancellationToken);
                (bytes, batch) = (0, []);
            }
        }

        if (there.Count > 0)
        {
            throw Changed(kind);
        }

        if (batch.Count > 0)
        {
            await target.WriteAsync(batch, cancellationToken);
        }

        told(new CopyProgress(CopyStep.Copied, kind, sum.Count, sum.Count));
        return (kind, sum, were);
    }

    // What an earlier try wrote, by hashes alone: a million records are some fifty megabytes.
    private async Task<Dictionary<UInt128, UInt128>> IndexAsync(RecordKind kind, CancellationToken cancellationToken)
    {
        Dictionary<UInt128, UInt128> there = [];
        await foreach (var record in target.ReadAsync(kind, cancellationToken))
        {
            there[RecordSum.HashOf(record.Key)] = RecordSum.HashOf(record);
        }

        return there;
    }

    private EngineException Changed(RecordKind kind) => Failure(
        $"the copy that was begun earlier is of another state of the store: its records of kind {kind} are not all in the {source.Name} store any more; delete what was begun (docs/operations.md says how) and start again");

    private async Task<CopiedKind> CompareAsync(RecordKind kind, RecordSum sum, long were, CancellationToken cancellationToken)
    {
        if (await SumAsync(source, kind, cancellationToken) is var now && !now.Equals(sum))
        {
            throw Failure($"the {source.Name} store was written to while it was copied ({kind}): stop every serve and chat that uses it, and start again");
        }

        var copy = await SumAsync(target, kind, cancellationToken);
        if (!copy.Equals(sum))
        {
            throw Failure(string.Create(
                CultureInfo.InvariantCulture, $"the copy is not what was read: {copy.Count} records of kind {kind} with hash {copy}, {sum.Count} with {sum} were read; keep the {source.Name} store, and report this"));
        }

        told(new CopyProgress(CopyStep.Compared, kind, sum.Count, sum.Count));
        return new CopiedKind(kind, sum.Count, were, sum.ToString());
    }

    private static async Task<RecordSum> SumAsync(IStoreCopy store, RecordKind kind, CancellationToken cancellationToken)
    {
        var sum = new RecordSum();
        await foreach (var record in store.ReadAsync(kind, cancellationToken))
        {
            sum.Add(record);
        }

        return sum;
    }
}
