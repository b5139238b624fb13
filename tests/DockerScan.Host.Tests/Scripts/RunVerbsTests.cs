using System.Diagnostics;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>The verbs stand once in <c>run.sh</c>: the program knows the same, and the help explains each.</summary>
public sealed class RunVerbsTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "run.sh");

    // "need|verb and its arguments  what it does", see verb_list in run.sh.
    internal static readonly List<(string Need, string Line)> Listed =
    [
        .. File.ReadLines(Script).SkipWhile(line => line != "verb_list() {").Skip(2).TakeWhile(line => line != "END")
            .Select(line => line.Split('|', 2)).Select(parts => (parts[0], parts[1])),
    ];

    [Fact]
    public void VerbList_WhatTheScriptDoesNotDoItself_IsWhatTheProgramKnows()
        => Assert.Equal(
            CommandLine.Create().Subcommands.Select(command => command.Name).Order(StringComparer.Ordinal),
            Listed.Where(verb => verb.Need is not "script").Select(verb => verb.Line.Split(' ')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void VerbList_EveryNeed_IsKnown() => Assert.All(Listed, verb => Assert.Contains(verb.Need, (string[])["engine", "parts", "store", "script"]));

    [Fact]
    public async Task Help_EveryVerbOfTheList_IsExplained()
    {
        var (exit, output, _) = await RunAsync("--help");

        Assert.Equal(0, exit);
        Assert.All(Listed, verb => Assert.Contains($"\n  {verb.Line}\n", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scna", "did you mean scan?")]
    [InlineData("reprot", "did you mean report?")]
    [InlineData("frobnicate", "unknown verb 'frobnicate' (see")]
    [InlineData("scan|rescan", "unknown verb 'scan|rescan' (see")]
    public async Task Run_UnknownVerb_NamesTheNearestAndStartsNothing(string typed, string expected)
    {
        var (exit, output, error) = await RunAsync(typed);

        Assert.Equal(64, exit);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string word)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Script, word]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
