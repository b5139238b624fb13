using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Acceptances;

/// <summary>Which acceptance covers which finding, where and when.</summary>
public sealed class AcceptanceSetTests
{
    private const string Redis = "docker.io/library/redis";
    private const string Valkey = "docker.io/valkey/valkey";
    private const string Package = "pkg:deb/debian/libssl3";

    private static readonly DateTimeOffset Start = AcceptanceSamples.Start;
    private static readonly DateTimeOffset Week = Start.AddDays(7);
    private static readonly Finding Cve = Make(Drafts.Vulnerability("CVE-2024-5535", "libssl3", "3.0.11", "3.0.15", Severity.Critical, "overread"), Redis, Risk.Medium);
    private static readonly Finding OtherCve = Make(Drafts.Vulnerability("CVE-2024-4741", "libssl3", "3.0.11", "3.0.14", Severity.High, "use after free"), Redis, Risk.High);
    private static readonly Finding Secret = Make(Drafts.Rule("secret.file", "private-key", "/etc/key.pem", Severity.High, "A private key", "-----BEGIN"), Redis, Risk.High);

    private static readonly ImageDigest Digest = ImageDigest.Parse("sha256:" + new string('a', 64));
    private static readonly Finding InFile = Cve with { Details = Cve.Details with { Location = "pkg:npm/ms|app/package.json" } };

    private static readonly Acceptance One = new()
    {
        Id = "acc0000001", Scope = AcceptanceScope.Finding, Kind = AcceptanceKind.Accepted, Key = Cve.Key, Repository = Redis, Reason = "r", Author = "slack:U1", MadeAt = Start,
        ExpiresAt = Week, FindingClass = Cve.Details.KeyClass, FindingId = Cve.Details.Id, Location = Cve.Details.Location,
    };

    private static readonly Acceptance OfPackage = One with { Scope = AcceptanceScope.Package };
    private static readonly Acceptance OfPath = One with { Scope = AcceptanceScope.Path, Location = "/etc/key.pem" };
    private static readonly Acceptance Everywhere = One with { Scope = AcceptanceScope.Repository, Repository = "**" };

    public static TheoryData<string, Acceptance, Finding, string, bool> Covers => new()
    {
        { "its finding", One, Cve, Redis, true },
        { "another finding of the package", One, OtherCve, Redis, false },
        { "each vulnerability of the package", OfPackage, OtherCve, Redis, true },
        { "the package in another repository", OfPackage, Cve, Valkey, false },
        { "the package wherever the pattern says", OfPackage with { Repository = "valkey/*" }, Cve, Valkey, true },
        { "a package acceptance and a file of that name", OfPackage with { Location = "/etc/key.pem" }, Secret, Redis, false },
        { "what is at the path", OfPath, Secret, Redis, true },
        { "below the path", OfPath with { Location = "/etc" }, Secret, Redis, false },
        { "a path acceptance and a package", OfPath with { Location = Package }, Cve, Redis, false },
        { "the finding everywhere", Everywhere, Cve, Valkey, true },
        { "another finding everywhere", Everywhere, OtherCve, Redis, false },
        { "the finding in whatever package", Everywhere with { Location = null }, Cve, Redis, true },
        { "the finding in another package", Everywhere with { Location = "pkg:deb/debian/libssl1" }, Cve, Redis, false },
        { "an id of another class", Everywhere with { FindingClass = "secret.file" }, Cve, Redis, false },
        { "the finding where the pattern does not reach", Everywhere with { Repository = "valkey/*" }, Cve, Redis, false },
        { "as bad as it was", One with { WorstRisk = Risk.Medium }, Cve, Redis, true },
        { "worse than it was", One with { WorstRisk = Risk.Low }, Cve, Redis, false },
        { "better than it was", One with { WorstRisk = Risk.High }, Cve, Redis, true },
        { "the version that is installed", Everywhere with { Version = "3.0.11" }, Cve, Redis, true },
        { "another version", Everywhere with { Version = "3.0.10" }, Cve, Redis, false },
        { "one image, while nobody says which this is", One with { Digest = Digest }, Cve, Redis, false },
        { "a package in whatever file", OfPackage with { Location = "pkg:npm/ms" }, InFile, Redis, true },
        { "a package in one file", OfPackage with { Location = "pkg:npm/ms|app/package.json" }, InFile, Redis, true },
        { "a package in another file", OfPackage with { Location = "pkg:npm/ms|lib/package.json" }, InFile, Redis, false },
        { "a key of hostile length", One with { Key = new string('a', 100_000) }, Cve, Redis, false },
    };

    public static TheoryData<string, Acceptance, DateTimeOffset, bool> Times => new()
    {
        { "before", One, Start.AddTicks(-1), false },
        { "from the first moment", One, Start, true },
        { "to the last moment", One, Week.AddTicks(-1), true },
        { "no longer at its end", One, Week, false },
        { "for ever", One with { ExpiresAt = null }, Start.AddYears(500), true },
        { "before it was taken back", One with { Removal = new("U", Start.AddDays(1)) }, Start.AddHours(1), true },
        { "when it was taken back", One with { Removal = new("U", Start.AddDays(1)) }, Start.AddDays(1), false },
        { "for ever and taken back", One with { ExpiresAt = null, Removal = new("U", Start.AddDays(1)) }, Start.AddDays(2), false },
        { "taken back after its end", One with { Removal = new("U", Week.AddDays(1)) }, Week, false },
    };

    [Theory]
    [MemberData(nameof(Covers))]
    public void Covering_Scope_IsWhatItNames(string name, Acceptance acceptance, Finding finding, string repository, bool isCovered)
        => Assert.True(isCovered == (new AcceptanceSet([acceptance]).Covering(finding, repository, Start) is not null), name);

    [Theory]
    [MemberData(nameof(Times))]
    public void Covering_Moment_IsFromTheBeginningToTheEnd(string name, Acceptance acceptance, DateTimeOffset moment, bool isCovered)
        => Assert.True(isCovered == (new AcceptanceSet([acceptance]).Covering(Cve, Redis, moment) is not null), name);

    [Fact]
    public void OfImage_AboutOneImage_IsOfItAndOfNoOther()
    {
        var about = One with { Digest = Digest };

        Assert.NotNull(AcceptanceSet.OfImage([about], [Digest]).Covering(Cve, Redis, Start));
        Assert.Empty(AcceptanceSet.OfImage([about], [ImageDigest.Parse("sha256:" + new string('b', 64))]).All);
        Assert.Empty(AcceptanceSet.OfImage([about], []).All);
    }

    [Fact]
    public void Covering_Several_IsTheOneThatLastsLongest()
    {
        var set = new AcceptanceSet([One, Everywhere with { Id = "long", ExpiresAt = Week.AddDays(1) }, OfPackage with { Id = "gone", ExpiresAt = null, Removal = new("U", Start) }]);

        Assert.Equal("long", set.Covering(Cve, Redis, Start)?.Id);
        Assert.Equal(3, set.Of(Cve, Redis).Count);
        Assert.Null(AcceptanceSet.None.Covering(Cve, Redis, Start));
    }

    [Fact]
    public void EndedBetween_ExpiredOrTakenBack_AreThoseThatNothingCoversAnyMore()
    {
        var set = new AcceptanceSet([
            One,
            Everywhere with { Id = "secret", FindingClass = null, FindingId = Secret.Details.Id, Location = null, ExpiresAt = null, Removal = new("U", Start.AddDays(2)) },
            One with { Id = "other", Key = OtherCve.Key },
            One with { Id = "followed", Key = OtherCve.Key, MadeAt = Week, ExpiresAt = Week.AddDays(7) },
        ]);

        var ended = set.EndedBetween([Cve, OtherCve, Secret], Redis, Start, Week);

        Assert.Equal([(Cve.Key, One.Id, true), (Secret.Key, "secret", false)], ended.Select(each => (each.Finding.Key, each.Acceptance.Id, each.IsExpired)));
        Assert.DoesNotContain(set.EndedBetween([Cve, OtherCve, Secret], Redis, Start, Week.AddTicks(-1)), each => each.Finding == Cve);
        Assert.Empty(set.EndedBetween([Cve, OtherCve, Secret], Redis, Week, Week.AddDays(1)));
    }

    /// <summary>Of two that ended one after the other the last is named.</summary>
    [Fact]
    public void EndedBetween_TwoEnded_IsTheLast()
    {
        var set = new AcceptanceSet([One, One with { Id = "renewed", MadeAt = Start.AddDays(6), ExpiresAt = Start.AddDays(13) }]);

        Assert.Equal("renewed", Assert.Single(set.EndedBetween([Cve], Redis, Start, Start.AddDays(14))).Acceptance.Id);
    }

    private static Finding Make(FindingDraft draft, string repository, Risk risk)
        => new() { Key = FindingKey.Create(repository, "linux/amd64", draft), Scanner = "trivy", Details = draft, Risk = risk };
}
