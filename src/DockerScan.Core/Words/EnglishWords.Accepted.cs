using System.Globalization;
using DockerScan.Core.Acceptances;

namespace DockerScan.Core.Words;

/// <content>What is accepted of a result, and what of it is known to be exploited.</content>
internal sealed partial class EnglishWords
{
    public override string AcceptancesUnread => "What was accepted could not be read from the store, so every finding counts.";

    public override string Of(AcceptanceKind kind) => kind switch { AcceptanceKind.Accepted => "accepted", AcceptanceKind.FalsePositive => "false positive" };

    public override string Until(DateTimeOffset? end)
        => end is { } day ? $"until {day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "without an end";

    public override string AcceptedBy(int findings, Acceptance acceptance)
        => string.Create(CultureInfo.InvariantCulture, $"{findings} {Of(acceptance.Kind)}, {acceptance.Author} {Until(acceptance.EndsAt)}: {acceptance.Reason}");

    protected override string KnownExploitedSince(string day) => $"known exploited since {day}";
}
