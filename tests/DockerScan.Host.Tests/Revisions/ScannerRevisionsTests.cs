namespace DockerScan.Host.Tests.Revisions;

/// <summary>
/// A result is reused while every scanner's identity is the same, so a scanner whose code changed needs another revision, or its old answers
/// are given for new ones. What a scanner uses of Core, of an adapter or of a package is not looked at: who changes an answer there raises
/// the revisions by hand.
/// </summary>
public sealed class ScannerRevisionsTests
{
    private const string Variable = "UPDATE_HASHES";
    private const string Command = "./test.sh --unit --project DockerScan.Host.Tests";
    private static readonly string Table = Path.Combine(Repository.Root, "tests", "DockerScan.Host.Tests", "Revisions", "scanner-revisions.txt");

    [Fact]
    public void EveryScanner_CodeThatChanged_HasAnotherRevision()
    {
        var scanners = Scanners();
        var recorded = File.ReadLines(Table).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => (Revision: parts[1], Hash: parts[2]));
        var mode = Environment.GetEnvironmentVariable(Variable);
        var problems = scanners.Select(scanner => Problem(scanner, recorded.TryGetValue(scanner.Name, out var row) ? row : null, mode)).OfType<string>()
            .Concat(recorded.Keys.Except(scanners.Select(scanner => scanner.Name)).Where(_ => mode is null).Select(name => $"{name} is gone: run {Variable}=1 {Command}"))
            .ToList();
        if (mode is not null && problems.Count == 0)
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllLines(Table, scanners.Select(scanner => $"{scanner.Name} {scanner.Revision} {scanner.Hash}"));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Find_OverTheWholeSource_FindsWhatTheKeyOfAReusedResultIsMadeOf()
        => Assert.Equal(["AutorunScanner", "ImageConfigScanner", "SandboxScanner", "TrivyScanner", "VirusTotalSource"], Scanners().Select(scanner => scanner.Name));

    [Theory]
    [InlineData("1", "aa", "1", "aa", null, null)]
    [InlineData("1", "aa", "1", "bb", null, "XScanner changed and its Revision is still 1 (src/X/XScanner.cs). If an image could get another answer now, raise it and run UPDATE_HASHES=1 " + Command + "; if none could, run UPDATE_HASHES=same " + Command)]
    [InlineData("1", "aa", "1", "bb", "1", "XScanner changed and its Revision is still 1 (src/X/XScanner.cs). If an image could get another answer now, raise it and run UPDATE_HASHES=1 " + Command + "; if none could, run UPDATE_HASHES=same " + Command)]
    [InlineData("1", "aa", "1", "bb", "same", null)]
    [InlineData("1", "aa", "2", "bb", null, "XScanner has the revision 2, and scanner-revisions.txt says 1: run UPDATE_HASHES=1 " + Command)]
    [InlineData("1", "aa", "2", "bb", "1", null)]
    [InlineData("1", "aa", null, "aa", "1", "XScanner (src/X/XScanner.cs) has no constant 'Revision' in its identity")]
    [InlineData(null, null, "1", "aa", null, "XScanner is new: run UPDATE_HASHES=1 " + Command)]
    [InlineData(null, null, "1", "aa", "1", null)]
    public void Problem_CodeAndRevision_SaysWhatToDo(string? oldRevision, string? oldHash, string? revision, string hash, string? mode, string? expected)
        => Assert.Equal(expected, Problem(new ScannerSource("XScanner", "src/X/XScanner.cs", revision, hash), oldRevision is null ? null : (oldRevision, oldHash!), mode));

    [Theory]
    [InlineData("a comment", "class Rule { int A() => 1; }", "/// <summary>New.</summary>\nclass Rule { int A() => 1; /* same */ }", true)]
    [InlineData("white space", "class Rule { int A() => 1; }", "class Rule\n{\n    int A()\n        => 1;\n}", true)]
    [InlineData("a using", "class Rule { int A() => 1; }", "using System.Text;\nclass Rule { int A() => 1; }", true)]
    [InlineData("a number", "class Rule { int A() => 1; }", "class Rule { int A() => 2; }", false)]
    [InlineData("a blank within a text", "class Rule { string A => \"a b\"; }", "class Rule { string A => \"a  b\"; }", false)]
    [InlineData("an attribute", "class Rule { int A; }", "class Rule { [Old] int A; }", false)]
    public void Find_OtherFormOrOtherCode_HashTellsThemApart(string what, string before, string after, bool isSame)
        => Assert.True(isSame == (Hash(("X/Rule.cs", before)) == Hash(("X/Rule.cs", after))), what);

    [Fact]
    public void Find_TypeMovedToAnotherFile_SameHash()
        => Assert.Equal(Hash(("X/Rule.cs", "class Rule;"), ("X/More.cs", "class More;")), Hash(("X/Deep/Both.cs", "class More;\nclass Rule;")));

    [Fact]
    public void Find_TypesOfOtherFoldersThatItNames_CountOneOverAnother()
    {
        var before = Hash(("X/Rule.cs", "class Rule { Tool T; }"), ("Shared/Tool.cs", "class Tool { Screw S; }"), ("Shared/Screw.cs", "class Screw;"), ("Y/Other.cs", "class Other;"));

        Assert.Equal(before, Hash(("X/Rule.cs", "class Rule { Tool T; }"), ("Shared/Tool.cs", "class Tool { Screw S; }"), ("Shared/Screw.cs", "class Screw;"), ("Y/Other.cs", "class Other { int A; }")));
        Assert.NotEqual(before, Hash(("X/Rule.cs", "class Rule { Tool T; }"), ("Shared/Tool.cs", "class Tool { Screw S; }"), ("Shared/Screw.cs", "class Screw { int A; }"), ("Y/Other.cs", "class Other;")));
    }

    [Fact]
    public void Find_ExtensionMethodThatItCalls_Counts()
        => Assert.NotEqual(
            Hash(("X/Rule.cs", "class Rule { int A => 1.Twice(); }"), ("Shared/More.cs", "static class More { public static int Twice(this int n) => n * 2; }")),
            Hash(("X/Rule.cs", "class Rule { int A => 1.Twice(); }"), ("Shared/More.cs", "static class More { public static int Twice(this int n) => n + n; }")));

    private static string Hash(params (string, string)[] files)
        => Assert.Single(ScannerSource.Find([.. files, ("X/XScanner.cs", "class XScanner : IImageScanner { const string Revision = \"1\"; string I => Revision; }")])).Hash;

    private static string? Problem(ScannerSource now, (string Revision, string Hash)? recorded, string? mode) => (now.Revision, recorded) switch
    {
        (null, _) => $"{now.Name} ({now.File}) has no constant 'Revision' in its identity",
        (_, null) => mode is null ? $"{now.Name} is new: run {Variable}=1 {Command}" : null,
        var (revision, (old, hash)) when revision != old => mode is null ? $"{now.Name} has the revision {revision}, and {Path.GetFileName(Table)} says {old}: run {Variable}=1 {Command}" : null,
        (_, (_, var hash)) when hash == now.Hash || mode == "same" => null,
        _ => $"{now.Name} changed and its Revision is still {now.Revision} ({now.File}). If an image could get another answer now, raise it and run {Variable}=1 {Command}; if none could, run {Variable}=same {Command}",
    };

    private static List<ScannerSource> Scanners()
    {
        var source = Path.Combine(Repository.Root, "src");
        return [.. Directory.EnumerateDirectories(source)
            .SelectMany(project => ScannerSource.Find(Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file)))))
            .OrderBy(scanner => scanner.Name, StringComparer.Ordinal)];
    }
}
