using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.TestKit.Conversation;
using Spectre.Console;
using Spectre.Console.Testing;

namespace DockerScan.Terminal.Tests;

public sealed class ConsoleRendererTests
{
    [Fact]
    public void Render_Working_Boxed() => Verify(Cards.Working(stages: 7), boxed: true);

    [Fact]
    public void Render_Working_PlainAscii() => Verify(Cards.Working(stages: 7), boxed: false, unicode: false);

    [Fact]
    public void Render_Clean_Boxed() => Verify(Cards.Clean(isLocal: true), boxed: true);

    [Fact]
    public void Render_Vulnerable_Boxed() => Verify(Cards.Vulnerable(isLocal: true), boxed: true);

    [Fact]
    public void Render_Vulnerable_Narrow() => Verify(Cards.Vulnerable(isLocal: true), boxed: true, width: 44);

    [Fact]
    public void Render_Vulnerable_Plain() => Verify(Cards.Vulnerable(isLocal: true), boxed: false, width: 240);

    [Fact]
    public void Render_Unknown_Boxed() => Verify(Cards.Unknown(), boxed: true);

    [Fact]
    public void Render_KoreanVulnerable_Boxed() => Verify(Cards.Vulnerable(ReportLanguage.Korean, isLocal: true), boxed: true);

    [Fact]
    public void Render_KoreanUnknown_Boxed() => Verify(Cards.Unknown(ReportLanguage.Korean), boxed: true);

    [Fact]
    public void Render_Hostile_Boxed() => Verify(Cards.Hostile(), boxed: true);

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(79)]
    public void Render_AnyWidth_StaysWithinIt(int width)
    {
        foreach (var message in new[] { Cards.Working(7), Cards.Vulnerable(isLocal: true), Cards.Unknown(), Cards.Hostile() })
        {
            // What stands below the box in one piece is as long as it is.
            Assert.All(Draw(message, boxed: true, width: width).Split('\n').TakeWhile(line => !line.StartsWith('╰')), line => Assert.InRange(line.Length, 0, width));
        }
    }

    [Fact]
    public void Render_VeryWide_StaysReadable()
        => Assert.All(Draw(Cards.Vulnerable(isLocal: true), boxed: true, width: 300).Split('\n'), line => Assert.InRange(line.Length, 0, 110));

    [Fact]
    public void Render_Hostile_EmitsNoSequenceOfItsOwn()
    {
        using var console = new TestConsole().Width(100).EmitAnsiSequences().Colors(ColorSystem.TrueColor);

        console.Write(new ConsoleRenderer(boxed: true, unicode: true).Render(Cards.Hostile()));

        Assert.DoesNotContain("\u001b[2J", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', console.Output);
        Assert.DoesNotContain("\u001b]8", console.Output, StringComparison.Ordinal);
        Assert.Contains("[red]not red[/]", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoColours_LosesNoWord()
    {
        using var console = new TestConsole().Width(100).EmitAnsiSequences().Colors(ColorSystem.NoColors);

        console.Write(new ConsoleRenderer(boxed: true, unicode: true).Render(Cards.Unknown()));

        Assert.Contains("AT LEAST HIGH, incomplete", console.Output, StringComparison.Ordinal);
        Assert.Contains("NOT LOOKED AT", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Frames_Move()
        => Assert.NotEqual(Draw(Cards.Working(), boxed: true, frame: 0), Draw(Cards.Working(), boxed: true, frame: 1));

    [Fact]
    public void Render_PathLongerThanTheBox_StandsBelowInOnePiece()
    {
        var path = "/srv/dockerscan/" + new string('d', 90) + "/reports/k3v9x2m4q8/report.html";
        var message = Cards.Clean(isLocal: true) with { Fields = [new ChatField("Image", "redis:7"), new ChatField("Report", path), new ChatField("Short", "/tmp/x")] };

        var lines = Draw(message, boxed: true, width: 80).TrimEnd().Split('\n');

        Assert.Equal("Report  " + path, lines[^1]);
        Assert.StartsWith("╰", lines[^2], StringComparison.Ordinal);
        Assert.Contains(lines[..^2], line => line.Contains("/tmp/x", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 80)]
    [InlineData(false, 240)]
    public void Render_Link_IsShownWholeBecauseNothingCanBePressed(bool boxed, int width)
        => Assert.Contains(Cards.ReportAddress.AbsoluteUri, Draw(Cards.Vulnerable(), boxed, width: width), StringComparison.Ordinal);

    [Fact]
    public void Render_ForAShell_OffersWhatAShellTakes()
    {
        using var console = new TestConsole().Width(90);

        console.Write(new ConsoleRenderer(boxed: true, unicode: true).Render(Cards.Vulnerable(isLocal: true), program: "./run.sh"));

        Assert.Contains($"./run.sh findings {Cards.Id}", console.Output, StringComparison.Ordinal);
    }

    private static void Verify(ChatMessage message, bool boxed, bool unicode = true, int width = 90, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
        => Golden.Verify(Draw(message, boxed, unicode, width), nameof(ConsoleRendererTests), test);

    private static string Draw(ChatMessage message, bool boxed, bool unicode = true, int width = 90, int frame = 0)
    {
        using var console = new TestConsole().Width(width).SupportsUnicode(unicode);
        console.Write(new ConsoleRenderer(boxed, unicode).Render(message, frame));
        return string.Join('\n', console.Output.Split('\n').Select(line => line.TrimEnd())) + "\n";
    }
}
