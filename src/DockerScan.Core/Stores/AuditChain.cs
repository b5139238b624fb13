using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace DockerScan.Core.Stores;

/// <summary>
/// How records of commands hang together: each has a number and a hash over the hash before it and itself, in a chain for each node that writes.
/// What is changed, taken out or put in between no longer fits. Who may write the whole store can make a whole chain anew, so its end is worth
/// keeping elsewhere.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash of a record, 64 hex digits.</summary>
    /// <param name="before">The hash of the one before; empty for the first.</param>
    /// <param name="writer">Whose chain.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="command">The record, as it is read back.</param>
    public static string Hash(string before, string writer, long number, AuditedCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            // A list, so that no two records are written alike.
            json.WriteStartArray();
            json.WriteStringValue(before);
            json.WriteStringValue(writer);
            json.WriteNumberValue(number);
            json.WriteNumberValue(command.At.ToUnixTimeMilliseconds());
            foreach (var text in (string?[])[command.Platform, command.Place, command.User, command.Command, command.Outcome, command.ErrorId, command.Subject, command.Scan])
            {
                json.WriteStringValue(text);
            }

            json.WriteNumberValue(command.DurationMs);
            json.WriteNumberValue(command.Count);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    /// <summary>Whether a chain's records fit together, from its anchor to its end.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="records">Its records in their order.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<AuditVerdict> VerifyAsync(AuditChainState chain, IAsyncEnumerable<ChainedCommand> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var (number, hash, count) = (chain.CutNumber, chain.CutHash, 0L);
        // The end that was noted, when it is passed.
        var isEndSeen = chain.Number == chain.CutNumber && chain.Hash == chain.CutHash;
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            if (record.Number <= chain.CutNumber)
            {
                // Old ones that were to go, and whose removal was broken off.
                continue;
            }

            if (record.Number != number + 1)
            {
                return Broken($"{number + 1} is missing");
            }

            if (record.Hash != Hash(hash, chain.Writer, record.Number, record.Command))
            {
                return Broken($"{record.Number} was changed, or the one before it");
            }

            (number, hash, count) = (record.Number, record.Hash, count + 1);
            isEndSeen |= number == chain.Number && hash == chain.Hash;
        }

        return isEndSeen ? new AuditVerdict(chain.Writer, count, number, hash, null) : Broken($"the end is missing: there were {chain.Number}");

        AuditVerdict Broken(FormattableString problem) => new(chain.Writer, count, number, hash, FormattableString.Invariant(problem));
    }
}

/// <summary>Where records of commands hang together.</summary>
public interface IAuditChains
{
    /// <summary>The chains, by their writers.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The records of a chain in their order.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    IAsyncEnumerable<ChainedCommand> ReadAsync(string writer, CancellationToken cancellationToken);

    /// <summary>How many records are of the time before there were chains.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<long> CountUnchainedAsync(CancellationToken cancellationToken);
}

/// <summary>The node that writes records of commands here: its chain goes on over restarts.</summary>
/// <param name="Name">Letters and digits.</param>
public sealed record AuditWriter(string Name);

/// <summary>A chain, as it was noted beside its records.</summary>
/// <param name="Writer">Whose.</param>
/// <param name="Number">The number of the last record that was noted.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="CutNumber">The number of the last record that was removed because it was old; 0 for none.</param>
/// <param name="CutHash">Its hash: the anchor of what is left.</param>
public sealed record AuditChainState(string Writer, long Number, string Hash, long CutNumber, string CutHash);

/// <summary>A record in its chain.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Command">The record.</param>
public sealed record ChainedCommand(long Number, string Hash, AuditedCommand Command);

/// <summary>What became of looking at a chain.</summary>
/// <param name="Writer">Whose.</param>
/// <param name="Count">How many records fit.</param>
/// <param name="Number">The number of the last that fits.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Problem">What does not fit; null when all does.</param>
public sealed record AuditVerdict(string Writer, long Count, long Number, string Hash, string? Problem);
