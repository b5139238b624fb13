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
    private const string NotNoted = "its end was noted nowhere";

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
        var isEndSeen = chain.IsNoted && chain.Number == chain.CutNumber && chain.Hash == chain.CutHash;
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

        return isEndSeen ? new AuditVerdict(chain.Writer, count, number, hash, null)
            : chain.IsNoted ? Broken($"the end is missing: there were {chain.Number}")
            : new AuditVerdict(chain.Writer, count, number, hash, $"{NotNoted}: somebody took it out, or the node died over its first note");

        AuditVerdict Broken(FormattableString problem)
            => new(chain.Writer, count, number, hash, FormattableString.Invariant(problem) + (chain.IsNoted ? string.Empty : $"; {NotNoted}"));
    }
}
