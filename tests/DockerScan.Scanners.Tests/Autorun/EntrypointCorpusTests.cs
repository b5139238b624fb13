using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.TestKit.Goldens;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>The shapes of <c>samples/entrypoints</c>, each in five variants: nothing above medium, nothing unread, and every file that is started is listed.</summary>
public sealed partial class EntrypointCorpusTests
{
    private static readonly (string Folder, string Name, string Variable, Func<string, string> Write)[] Variants =
    [
        ("/opt/app", "service", "APP", text => text),
        ("/srv/www-data", "api-server", "API", text => text.Replace("\n  ", "\n\t", StringComparison.Ordinal)),
        ("/usr/local/lib/svc", "queued", "SVC", text => text.Replace("\n", "\n\n", StringComparison.Ordinal)),
        ("/home/node/app", "web_2", "WEB_2", text => text.Replace("exec ", "exec  ", StringComparison.Ordinal)),
        ("/app", "run", "X", text => "# Copyright: nobody's; it's a \"test\"\n" + text),
    ];

    public static TheoryData<string, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var file in Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            {
                for (var variant = 0; variant < Variants.Length; variant++)
                {
                    data.Add(Path.GetFileNameWithoutExtension(file), variant);
                }
            }

            return data;
        }
    }

    private static string Folder => Path.Combine(RepositoryFolder.Find(), "samples", "entrypoints");

    [Fact]
    public void Corpus_IsOfAtLeast200Scripts() => Assert.InRange(Shapes.Count, 200, 1000);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task ScanAsync_HonestEntrypoint_IsQuietAndItsStartsAreListed(string shape, int variant)
    {
        var (folder, name, variable, write) = Variants[variant];
        var text = File.ReadAllText(Path.Combine(Folder, shape + ".txt")).Replace("@A@", folder, StringComparison.Ordinal).Replace("@N@", name, StringComparison.Ordinal).Replace("@V@", variable, StringComparison.Ordinal);
        var parts = Part().Split(text);
        var starts = Words(text, "starts");
        var entry = Word(text, "entry") ?? "/entry.sh";
        var content = UsualSystem();
        foreach (var path in starts.Where(path => path[0] == '/' && path != entry))
        {
            content.File(path, path.EndsWith("sh", StringComparison.Ordinal) || path.EndsWith("second", StringComparison.Ordinal) ? "#!/bin/sh\n:\n"u8.ToArray() : path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal) ? "x = 1\n"u8.ToArray() : Program());
        }

        for (var at = 1; at + 1 < parts.Length; at += 2)
        {
            content.File(parts[at], (parts[at].EndsWith(".sh", StringComparison.Ordinal) ? "#!/bin/sh\n" : string.Empty) + parts[at + 1].TrimStart('\n'));
        }

        content.File(entry, $"#!{Word(text, "shell") ?? "/bin/sh"}\n{write(Directive().Replace(parts[0], string.Empty))}");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = Json(text, "entrypoint") ?? [entry], Command = Json(text, "cmd") ?? [] }, content);

        Assert.Empty(outcome.Findings.Where(finding => finding.Severity > Severity.Medium).Select(finding => $"{finding.Id}: {finding.Evidence}"));
        Assert.Empty(starts.Except(Paths(outcome)));
        Assert.Null(outcome.Reason);
    }

    private static string[]? Json(string text, string key) => Word(text, key) is { } found ? JsonSerializer.Deserialize<string[]>(found) : null;

    private static string[] Words(string text, string key) => Word(text, key)?.Split(", ") ?? [];

    private static string? Word(string text, string key)
        => Directive().Matches(text).Where(match => match.Groups["key"].Value == key).Select(match => match.Groups["value"].Value).FirstOrDefault();

    [GeneratedRegex("^# (?<key>shell|entry|entrypoint|cmd|starts): (?<value>.*)\n", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();

    [GeneratedRegex("^#--- (?<path>/.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
