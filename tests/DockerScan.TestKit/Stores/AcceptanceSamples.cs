using System.Globalization;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.TestKit.Stores;

/// <summary>Acceptances to keep.</summary>
public static class AcceptanceSamples
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One of a finding of redis, from its number's minute on for seven days.</summary>
    public static Acceptance Acceptance(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"acc{number:0000000}"),
        Scope = AcceptanceScope.Finding,
        Kind = AcceptanceKind.Accepted,
        Key = number.ToString("x16", CultureInfo.InvariantCulture),
        Repository = "docker.io/library/redis",
        Reason = "not reachable from outside",
        Author = "slack:U1",
        MadeAt = Start.AddMinutes(number),
        ExpiresAt = Start.AddMinutes(number).AddDays(7),
    };

    /// <summary>Each member has a value of its own: one that a store drops or swaps is seen.</summary>
    public static Acceptance Full() => new()
    {
        Id = "accfull0001",
        Scope = AcceptanceScope.Repository,
        Kind = AcceptanceKind.FalsePositive,
        Key = "00000000000000ff",
        FindingClass = "vulnerability",
        FindingId = "CVE-2024-5535",
        Location = "pkg:deb/debian/libssl3",
        Version = "3.0.11-1~deb12u2",
        Digest = ImageDigest.Parse("sha256:" + new string('d', 64)),
        Repository = "ghcr.io/acme/*",
        WorstRisk = Risk.Medium,
        Reason = "열려 있지 않음 <!channel> \"quoted\"",
        Justification = "vulnerable_code_not_in_execute_path",
        Author = "discord:U2",
        Place = "discord:G1/C1",
        MadeAt = Start,
        ExpiresAt = Start.AddDays(30),
        Removal = new AcceptanceRemoval("slack:U3", Start.AddDays(2)),
    };
}
