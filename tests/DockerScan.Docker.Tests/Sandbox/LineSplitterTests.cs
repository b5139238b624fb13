using System.Text;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class LineSplitterTests
{
    [Fact]
    public void Add_PartsOfLines_AreJoined()
    {
        Assert.Equal(["ab", "", "cd", "e"], Split("a", "b\n\r\nc", "d\ne").Select(line => line.Text));
    }

    [Fact]
    public void Add_CharacterCutInTwo_IsWhole()
    {
        var splitter = new LineSplitter(SandboxRole.Target, isError: true);
        List<SandboxLine> lines = [];

        splitter.Add([0xC3], lines);
        splitter.Add([0xA9, (byte)'\n'], lines);

        Assert.Equal(new SandboxLine(SandboxRole.Target, true, "é", false), Assert.Single(lines));
    }

    [Fact]
    public void Add_LineWithoutEnd_IsGivenAtTheBoundAndTheRestDropped()
    {
        var lines = Split(new string('x', LineSplitter.MaxLineBytes), new string('y', 100), "z\nnext\n");

        Assert.Equal((LineSplitter.MaxLineBytes, true), (lines[0].Text.Length, lines[0].IsCut));
        Assert.Equal(["next"], lines.Skip(1).Select(line => line.Text));
    }

    [Fact]
    public void Add_LineOfExactlyTheBound_IsNotCut()
    {
        var line = Assert.Single(Split(new string('x', LineSplitter.MaxLineBytes) + "\n"));

        Assert.Equal((LineSplitter.MaxLineBytes, false), (line.Text.Length, line.IsCut));
    }

    [Fact]
    public void Budget_LinesOverIt_EndWithACutOne()
    {
        var budget = new LineBudget(SandboxRole.Target, 9);

        var lines = budget.Take(Split("abcd\nefgé\nhi\n")).ToList();

        Assert.Equal([("abcd", false), ("efg", true)], lines.Select(line => (line.Text, line.IsCut)));
        Assert.True(budget.IsSpent);
    }

    [Fact]
    public void Budget_EmptyLines_CostSomething()
    {
        var budget = new LineBudget(SandboxRole.Target, 3);

        Assert.Equal(5, budget.Take(Split("\n\n\n\n\n\n\n")).Count());
    }

    private static List<SandboxLine> Split(params string[] parts)
    {
        var splitter = new LineSplitter(SandboxRole.Target, isError: false);
        List<SandboxLine> lines = [];
        foreach (var part in parts)
        {
            splitter.Add(Encoding.UTF8.GetBytes(part), lines);
        }

        splitter.Finish(lines);
        return lines;
    }
}
