using DockerScan.Core.Tags;

namespace DockerScan.Core.Tests.Tags;

public sealed class TagSelectionTests
{
    private const string Postgres = "9 9.6 9.6.24 9.6.24-alpine 16 16.6 16.6-alpine 16-alpine 16-bookworm 17 17.2 17.2-alpine 17.2-alpine3.20 17.2-alpine3.21 17-alpine 17-alpine3.21 17-bookworm 18beta1 18rc1 18rc1-trixie 18rc1-alpine alpine bookworm latest";
    private const string Node = "18 20 20-alpine 20-slim 20.18 20.18.1 20.18.1-slim 22 22-alpine 22.9.0 22.10.0 22.12.0 23 23-alpine 23.5.0 23.5.0-bookworm-slim current iron jod lts lts-alpine latest slim";
    private const string Python = "2 2.7 2.7.18 3 3.9 3.10 3.12 3.12-slim 3.13 3.13-slim 3.13.1 3.13.1-slim-bookworm 3.9.21 3.10.16 3.14.0a2 3.14.0a2-slim 3.14-rc 3.14-rc-slim 3.14.0a10 latest slim";
    private const string Golang = "1 1.22 1.22.10 1.23 1.23.4 1.23.4-alpine3.20 1.23.4-alpine3.21 1.23-alpine 1.22-alpine 1.24rc1 1.24rc1-alpine 1.24-rc-alpine tip latest";
    private const string Alpine = "2.6 2.7 3 3.9 3.10 3.19 3.20 3.20.3 3.21 3.21.0 20240923 20241218 20250108 edge latest";
    private const string Ubuntu = "14.04 16.04 18.04 20.04 22.04 22.10 24.04 24.10 25.04 noble noble-20241011 noble-20241118.1 noble-20250127 oracular-20241120 jammy-20241211.1 devel rolling latest";
    private const string Prefixed = "v0.9.9 v1.0.0-alpha.1 v1.0.0 v1.9.0 v1.10.0 v1.10.0-rc.2 v2.0.0-beta.1 1.11.0 main sha-3f2a1bc release-1.2 release-1.10 latest";
    private const string Bitnami = "16.4.0-debian-12-r0 16.4.0-debian-12-r9 16.4.0-debian-12-r10 16.3.0-debian-12-r23 16.4.0-debian-11-r99 16 latest";
    private const string Calendar = "2023.12.4 2024.1.0 2024.1.0b2 2024.10.4 2024.2.5 2024.12 dev stable";
    private const string Minio = "RELEASE.2024-01-13T07-53-03Z RELEASE.2024-11-07T00-52-20Z RELEASE.2024-11-07T00-52-20Z-cpuv1 RELEASE.2023-12-31T23-59-59Z latest edge";

    [Theory]
    // The number of parts, the prefix and the suffix are kept.
    [InlineData(Postgres, "17-alpine", 2, "17-alpine 16-alpine")]
    [InlineData(Postgres, "16", 2, "17 16")]
    [InlineData(Postgres, "16.6", 2, "17.2 16.6")]
    [InlineData(Postgres, "9.6.24", 5, "9.6.24")]
    [InlineData(Postgres, "17.2-alpine3.20", 5, "17.2-alpine3.20")]
    // Who is at a pre-release sees its own kind.
    [InlineData(Postgres, "18beta1", 5, "18beta1")]
    // A tag without a version lets the highest plain one say the form.
    [InlineData(Postgres, "latest", 2, "17.2 16.6")]
    [InlineData(Postgres, null, 1, "17.2")]
    [InlineData(Node, "20-alpine", 9, "23-alpine 22-alpine 20-alpine")]
    [InlineData(Node, "lts", 3, "23.5.0 22.12.0 22.10.0")]
    [InlineData(Node, "20.18.1-slim", 9, "20.18.1-slim")]
    // Numbers, not letters: 3.9 is older than 3.13, and 10 newer than 9.
    [InlineData(Python, "3.9", 3, "3.13 3.12 3.10")]
    [InlineData(Python, "3.12-slim", 9, "3.13-slim 3.12-slim")]
    [InlineData(Python, null, 3, "3.13.1 3.10.16 3.9.21")]
    [InlineData(Golang, "1.22-alpine", 9, "1.23-alpine 1.22-alpine")]
    [InlineData(Golang, "1.23.4-alpine3.20", 9, "1.23.4-alpine3.20")]
    // A snapshot's date is no version of a release, and the other way round.
    [InlineData(Alpine, "3", 9, "3")]
    [InlineData(Alpine, "3.20", 2, "3.21 3.20")]
    [InlineData(Alpine, "20240923", 2, "20250108 20241218")]
    [InlineData(Alpine, null, 2, "3.21.0 3.20.3")]
    [InlineData(Ubuntu, "22.04", 3, "25.04 24.10 24.04")]
    [InlineData(Ubuntu, "noble-20241011", 9, "noble-20250127 noble-20241011")]
    [InlineData(Ubuntu, "noble-20241118.1", 9, "noble-20241118.1")]
    [InlineData(Prefixed, "v1.9.0", 2, "v1.10.0 v1.9.0")]
    [InlineData(Prefixed, "1.11.0", 9, "1.11.0")]
    [InlineData(Prefixed, "release-1.2", 9, "release-1.10 release-1.2")]
    [InlineData(Prefixed, "sha-3f2a1bc", 1, "1.11.0")]
    // A build's revision is the last part of the version.
    [InlineData(Bitnami, "16.4.0-debian-12-r0", 3, "16.4.0-debian-12-r10 16.4.0-debian-12-r9 16.4.0-debian-12-r0")]
    [InlineData("3.1.4-ls9 3.1.4-ls45 3.1.5-ls2 3.1.4", "3.1.4-ls9", 2, "3.1.5-ls2 3.1.4-ls45")]
    [InlineData("v1.28.5-k3s1 v1.28.5-k3s2 v1.29.0-k3s1 v1.30.0-rc1-k3s1", "v1.28.5-k3s1", 2, "v1.29.0-k3s1 v1.28.5-k3s2")]
    [InlineData("2.4.1_build5 2.4.1_build12 2.5.0", "2.4.1_build5", 1, "2.4.1_build12")]
    [InlineData(Calendar, "2024.1.0", 2, "2024.10.4 2024.2.5")]
    [InlineData(Minio, "RELEASE.2023-12-31T23-59-59Z", 2, "RELEASE.2024-11-07T00-52-20Z RELEASE.2024-01-13T07-53-03Z")]
    // The same number written twice: both are there, in one order.
    [InlineData("1.04 1.4 1.3", "1.3", 3, "1.4 1.04 1.3")]
    // Of any length.
    [InlineData("1.99999999999999999999999998 1.99999999999999999999999999 1.2", "1.2", 2, "1.99999999999999999999999999 1.99999999999999999999999998")]
    [InlineData("latest main edge", "latest", 3, "")]
    public void Select_Newest_KeepsTheFormOfTheTag(string tags, string? like, int newest, string expected)
        => Assert.Equal(expected, string.Join(' ', TagSelection.Select(tags.Split(' ').Reverse(), new TagRule { Like = like, Newest = newest }).Tags));

    [Theory]
    [InlineData("-alpine$", null, 2, "17-alpine 16-alpine", @"^\d+-alpine$")]
    [InlineData(@"^1[67](\.\d+)?$", null, 9, "17.2 16.6", null)]
    [InlineData(@"^1[67](\.\d+)?$", @"\.", 9, "17 16", null)]
    [InlineData(@"^\d+-", "alpine", null, "16-bookworm 17-bookworm", null)]
    [InlineData("rc", null, null, "18rc1 18rc1-alpine 18rc1-trixie", null)]
    [InlineData("rc", null, 3, "", null)]
    [InlineData("nothing like it", null, null, "", null)]
    public void Select_Patterns_ChooseFirst(string include, string? exclude, int? newest, string expected, string? instead)
        => Assert.Equal(expected, string.Join(' ', TagSelection.Select(Postgres.Split(' '), new TagRule { Include = instead ?? include, Exclude = exclude, Newest = newest }).Tags));

    [Fact]
    public void Select_WhatBelongsToAnImage_IsNoImage()
    {
        var hex = new string('a', 64);
        var supplements = new[] { "sha256-" + hex, $"sha256-{hex}.sig", $"sha256-{hex}.att", $"sha256-{hex}.sbom", $"sha256-{hex}.cosign.bundle", $"sha512-{hex}{hex}.sig", $"sha256-{hex[..32]}" };

        Assert.All(supplements, tag => Assert.True(TagName.IsSupplement(tag), tag));
        Assert.Equal(["1.0", "sha256-" + hex[..31], $"sha256-{hex}x", "sha256-abc"], TagSelection.Select([.. supplements, "1.0", "sha256-abc", "sha256-" + hex[..31], $"sha256-{hex}x"], new TagRule { Include = "." }).Tags);
        Assert.Equal(["1.0"], TagSelection.Select([.. supplements, "1.0"], new TagRule { Newest = 5 }).Tags);
    }

    [Fact]
    public void Select_HostileNames_ArePassedOver()
    {
        string?[] tags = [null, "", ".hidden", "-rf", "a b", "1.0\n", "1.0\u202e", "../../etc", "\u0661.\u0662", new string('9', 129), "<script>", "1.0", "1.0"];

        Assert.Equal(["1.0"], TagSelection.Select(tags, new TagRule { Include = "." }).Tags);
        Assert.Equal(["1.0"], TagSelection.Select(tags, new TagRule { Newest = 50 }).Tags);
    }

    [Fact]
    public void Select_Names_AreTakenAsTheyAre()
    {
        var rule = new TagRule { Names = ["latest", "7", "latest"] };

        Assert.False(rule.NeedsList);
        Assert.Equal(["latest", "7"], TagSelection.Select(null, rule).Tags);
    }

    [Fact]
    public void Select_ThousandsOfTags_AreCutAndItIsSaid()
    {
        var tags = Enumerable.Range(0, 50_000).Select(number => FormattableString.Invariant($"1.{number}.0")).ToList();

        var all = TagSelection.Select(tags, new TagRule { Include = @"^1\." });
        var newest = TagSelection.Select(tags, new TagRule { Include = @"^1\.", Newest = 3 });

        Assert.Equal((TagRule.MaxTags, 50_000, true), (all.Tags.Count, all.Matching, all.IsCut));
        Assert.Equal(["1.49999.0", "1.49998.0", "1.49997.0"], newest.Tags);
        Assert.False(newest.IsCut);
    }

    [Theory]
    [InlineData("(", TagRuleFault.Include)]
    [InlineData("^(?!.*rc).*$", TagRuleFault.PatternUnsupported)]
    [InlineData(@"(a)\1", TagRuleFault.PatternUnsupported)]
    [InlineData("(((a{100}){100}){100})", TagRuleFault.PatternTooLarge)]
    [InlineData("a{99999999999999}", TagRuleFault.PatternTooLarge)]
    [InlineData("((a{1,40}b){1,40}c){5,}", TagRuleFault.PatternTooLarge)]
    [InlineData(@"^\d{1,3}(\.\d{1,3}){2}$", TagRuleFault.None)]
    [InlineData("(a+)+$", TagRuleFault.None)]
    public void FindFault_Pattern_IsJudgedBeforeUse(string include, TagRuleFault fault)
    {
        var rule = new TagRule { Include = include };

        Assert.Equal(fault, rule.FindFault());
        Assert.Equal(fault, TagSelection.Select([new string('a', 127) + "!", new string('a', 128)], rule).Fault);
    }

    [Fact]
    public void FindFault_OtherFaults_AreNamed()
    {
        Assert.Equal(TagRuleFault.Everything, new TagRule().FindFault());
        Assert.Equal(TagRuleFault.Everything, new TagRule { Exclude = "rc" }.FindFault());
        Assert.Equal(TagRuleFault.Exclude, new TagRule { Include = "1", Exclude = "[" }.FindFault());
        Assert.Equal(TagRuleFault.PatternTooLarge, new TagRule { Include = new string('a', 201) }.FindFault());
        Assert.Equal(TagRuleFault.Newest, new TagRule { Newest = 0 }.FindFault());
        Assert.Equal(TagRuleFault.Newest, new TagRule { Newest = TagRule.MaxNewest + 1 }.FindFault());
        Assert.Equal(TagRuleFault.Name, new TagRule { Names = ["a b"] }.FindFault());
        Assert.Equal(TagRuleFault.Name, new TagRule { Newest = 1, Like = "a b" }.FindFault());
        Assert.Equal(TagRuleFault.NamesAndMore, new TagRule { Names = ["1"], Newest = 1 }.FindFault());
        Assert.Equal(TagRuleFault.TooManyNames, new TagRule { Names = [.. Enumerable.Repeat("a", TagRule.MaxTags + 1)] }.FindFault());
    }
}
