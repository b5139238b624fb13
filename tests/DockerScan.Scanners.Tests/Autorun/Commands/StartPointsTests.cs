using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Tests.Autorun.Commands;

public sealed class StartPointsTests
{
    [Fact]
    public void Read_EntrypointAndCmd_AreOneCommandLine()
    {
        var point = Assert.Single(StartPoints.Read(new ImageConfiguration { Entrypoint = ["e"], Command = ["c", "d"] }).Points);

        Assert.Equal(["e", "c", "d"], point.Words);
        Assert.Equal(["ENTRYPOINT", "CMD", "CMD"], Enumerable.Range(0, 3).Select(point.OriginOf));
    }

    [Theory]
    [InlineData("CMD", "x", "y", "HEALTHCHECK x|y")]
    [InlineData("CMD-SHELL", "x y", "", "HEALTHCHECK /bin/sh|-c|x y")]
    [InlineData("NONE", "", "", "")]
    [InlineData("OTHER", "x", "", "")]
    public void Read_HealthCheck_ByItsForm(string kind, string first, string second, string expected)
    {
        var points = StartPoints.Read(new ImageConfiguration { HealthCheck = [.. ((string[])[kind, first, second]).Where(word => word.Length > 0)] }).Points;

        Assert.Equal(expected, string.Join(' ', points.Select(point => point.Origin + " " + string.Join('|', point.Words))));
    }

    [Fact]
    public void Read_OnBuild_OnlyWhatStarts()
        => Assert.Equal(["/bin/sh|-c|make", "a|b"], StartPoints.Read(new ImageConfiguration { OnBuild = ["RUN make", "COPY a b", "USER x", "CMD [\"a\", \"b\"]"] }).Points
            .Select(point => string.Join('|', point.Words)));

    [Fact]
    public void Read_EmptyFirstWord_IsNothing() => Assert.Empty(StartPoints.Read(new ImageConfiguration { Entrypoint = [""], Command = ["x"] }).Points);

    [Fact]
    public void Read_TooMuch_IsCut()
    {
        Assert.True(StartPoints.Read(new ImageConfiguration { Command = [.. Enumerable.Repeat("x", 2001)] }).IsCut);
        Assert.True(StartPoints.Read(new ImageConfiguration { OnBuild = [.. Enumerable.Repeat("RUN x", 101)] }).IsCut);
        Assert.False(StartPoints.Read(new ImageConfiguration { Command = [.. Enumerable.Repeat("x", 2000)] }).IsCut);
    }

    [Theory]
    [InlineData("CMD [\"a\", \"b c\"]", "a|b c")]
    [InlineData("/bin/sh -c #(nop)  CMD [\"a\" \"b c\"]", "a|b c")]
    [InlineData("CMD a b", "/bin/sh|-c|a b")]
    [InlineData("RUN /bin/sh -c echo 'CMD [\"x\"]'", null)]
    public void FromHistory_EveryForm_IsRead(string step, string? expected)
    {
        var words = StartPoints.FromHistory(new ImageConfiguration { History = [new HistoryEntry(step, null, true)] }, "CMD");

        Assert.Equal(expected, words is null ? null : string.Join('|', words));
    }
}
