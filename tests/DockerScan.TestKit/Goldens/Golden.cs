using System.Runtime.CompilerServices;
using System.Text;

namespace DockerScan.TestKit.Goldens;

/// <summary>
/// Compares a text with <c>tests/PROJECT/testdata/CLASS/TEST.golden.EXTENSION</c>. With <c>UPDATE_GOLDEN=1</c> it writes
/// the golden instead; with <c>CI=true</c> too that is refused, so that no build can bless its own output.
/// </summary>
public static class Golden
{
    /// <summary>Compares, or updates when asked to.</summary>
    /// <param name="testClass">The test's class; its assembly names the project.</param>
    /// <param name="actual">The text, already free of clocks, ids and machine paths.</param>
    /// <param name="extension">The kind of file: <c>json</c>, <c>md</c>, <c>html</c>.</param>
    /// <param name="test">The test's name; a theory adds its case.</param>
    /// <exception cref="GoldenException">They differ.</exception>
    public static void Verify(Type testClass, string actual, string extension, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(testClass);
        ArgumentNullException.ThrowIfNull(actual);
        var path = Path.Combine(
            RepositoryFolder.Find(), "tests", testClass.Assembly.GetName().Name!, "testdata", testClass.Name, $"{test}.golden.{extension}");
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Update(path, text);
            return;
        }

        if (!File.Exists(path))
        {
            throw new GoldenException($"no golden at {path}: look at the result, then run with UPDATE_GOLDEN=1");
        }

        var expected = File.ReadAllText(path, Encoding.UTF8).ReplaceLineEndings("\n");
        if (expected != text)
        {
            throw new GoldenException($"{path} differs: {FirstDifference(expected, text)}");
        }
    }

    private static void Update(string path, string text)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new GoldenException("UPDATE_GOLDEN is refused when CI=true");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(index => Line(left, index) != Line(right, index));
        return $"line {line + 1}\n  expected: {Line(left, line) ?? "(end)"}\n  actual:   {Line(right, line) ?? "(end)"}";
    }

    private static string? Line(string[] lines, int index) => index < lines.Length ? lines[index] : null;
}
