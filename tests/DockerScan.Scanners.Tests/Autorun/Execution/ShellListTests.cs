using DockerScan.Scanners.Autorun.Execution;

namespace DockerScan.Scanners.Tests.Autorun.Execution;

public sealed class ShellListTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a -x; b & c", "a -x / b & / c")]
    [InlineData("a && b || c", "a / and b / or c")]
    [InlineData("a | b |& c", "a | b | c")]
    [InlineData("a > f 2>&1 && b &> g", "a > f 2>&1 / and b &> g")]
    [InlineData("a >| f", "a >| f")]
    [InlineData("a 'b && c' \"d || e\" f\\;g", "a 'b && c' \"d || e\" f\\;g")]
    [InlineData("a \"$(b || c)\" $(d; e) ${f:-x;y} `g|h`", "a \"$(b || c)\" $(d; e) ${f:-x;y} `g|h`")]
    [InlineData("a &&\n  b\nc", "a / and b / c")]
    [InlineData("a # b && c", "a")]
    [InlineData("a x#y", "a x#y")]
    [InlineData(" ; ", "")]
    public void Read_PlainList_IsTakenApart(string text, string expected)
    {
        var steps = ShellList.Read(text)!.Select(step
            => (step.Join switch { ShellJoin.And => "and ", ShellJoin.Or => "or ", _ => string.Empty }) + string.Join(" | ", step.Commands) + (step.IsBackground ? " &" : string.Empty));

        Assert.Equal(expected, string.Join(" / ", steps));
    }

    [Theory]
    [InlineData("if a; then b; fi")]
    [InlineData("(a && b)")]
    [InlineData("f() { a; }; f")]
    [InlineData("{ a; }")]
    [InlineData("[[ a && b ]]")]
    [InlineData("while a; do b; done")]
    [InlineData("a << EOF\nEOF")]
    [InlineData("case a in b) c;; esac")]
    public void Read_Structure_IsNotPlain(string text) => Assert.Null(ShellList.Read(text));

    // Whatever is in it, it ends, and nothing is thrown.
    [Theory]
    [InlineData("'")]
    [InlineData("\"$(")]
    [InlineData("\\")]
    [InlineData("$")]
    [InlineData("${")]
    [InlineData("a&")]
    [InlineData("#")]
    [InlineData("|&")]
    [InlineData("`\\")]
    public void Read_Broken_Ends(string piece)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        _ = ShellList.Read(piece);
        _ = ShellList.Read(string.Concat(Enumerable.Repeat(piece, 20_000)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
