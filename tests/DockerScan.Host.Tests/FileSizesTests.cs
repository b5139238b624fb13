namespace DockerScan.Host.Tests;

/// <summary>
/// How the source is cut: a file is read in one go, and a family of small types is one file. Limits that are reached get tighter, never
/// looser. Lines are all lines from the namespace on: what a file uses
/// says nothing of how long it is to read. Lines of code are those that are not blank, no comment, no using and no namespace.
/// </summary>
public sealed class FileSizesTests
{
    private const int Longest = 400;
    private const int Median = 45;
    private const int Ninety = 120;
    private const int FewLines = 5;
    private const double MostSmall = 0.08;

    // Longer still. This list gets shorter, never longer.
    private static readonly string[] Waiting = [];

    private static readonly List<(string Name, string[] Lines)> Source = Read("src");

    [Fact]
    public void Files_OfSourceAndTests_AreNotTooLong()
        => Assert.Empty(Source.Concat(Read("tests")).Where(file => file.Lines.Length > Longest && !Waiting.Contains(file.Name)).Select(file => $"{file.Name} has {file.Lines.Length} lines; {Longest} is the most: split it by idea"));

    [Fact]
    public void Waiting_EveryFile_IsStillTooLong()
        => Assert.All(Waiting, name => Assert.True(Source.Exists(file => file.Name == name && file.Lines.Length > Longest), $"{name} is short enough: strike it off the list"));

    [Fact]
    public void Files_OfSource_AreShortAsARule()
    {
        var lengths = Source.Select(file => file.Lines.Length).Order().ToList();

        Assert.True(lengths.Count > 800, $"only {lengths.Count} files were found");
        Assert.True(lengths[lengths.Count / 2] <= Median, $"half of the files have more than {lengths[lengths.Count / 2] - 1} lines; {Median} is the most");
        Assert.True(lengths[lengths.Count * 9 / 10] <= Ninety, $"a tenth of the files have more than {lengths[lengths.Count * 9 / 10] - 1} lines; {Ninety} is the most");
    }

    [Fact]
    public void Files_OfSource_AreSeldomOneSmallTypeAlone()
    {
        var small = Source.Where(file => file.Lines.Count(IsCode) <= FewLines).Select(file => file.Name).ToList();

        Assert.True(
            small.Count < MostSmall * Source.Count,
            $"{small.Count} of {Source.Count} files have {FewLines} lines of code or fewer, {MostSmall:P0} is the most; put what belongs together into one:\n{string.Join('\n', small)}");
    }

    private static bool IsCode(string line)
    {
        var text = line.Trim();
        return text.Length > 0 && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith("namespace ", StringComparison.Ordinal)
            && !(text.StartsWith("using ", StringComparison.Ordinal) && text.EndsWith(';') && !text.Contains('(', StringComparison.Ordinal));
    }

    private static List<(string Name, string[] Lines)> Read(string folder)
        => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllLines(file).SkipWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal)).ToArray()))];
}
