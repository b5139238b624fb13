using DockerScan.Scanners.Trivy.Tool;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;
using Version = System.Version;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>Reads <c>config/systems.yaml</c>, strictly: a table that cannot be right stops the program at its start.</summary>
internal static class SystemsLoader
{
    private static readonly string[] Managers = ["dpkg", "apk", "rpm"];

    /// <exception cref="InvalidDataException">The file is missing or wrong; all problems at once.</exception>
    public static SystemsTable Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path}, line {e.Start.Line}: {e.Message.Split(" on type ")[0]}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    internal static SystemsTable Parse(string yaml)
    {
        var file = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build()
            .Deserialize<SystemsFile>(yaml) ?? new SystemsFile();
        var problems = new List<string>();
        if (file.Version != 1)
        {
            problems.Add($"version is {file.Version}; this program knows 1");
        }

        var newest = TrivyReleases.Number(file.CheckedTrivy ?? string.Empty);
        if (newest is null)
        {
            problems.Add($"checkedTrivy is '{file.CheckedTrivy}', not a version like 0.74.0");
        }

        if (file.Systems.Count == 0)
        {
            problems.Add("there are no systems");
        }

        Twice(problems, "family", file.Systems.Select(system => system.Family));
        Twice(problems, "id", file.Systems.SelectMany(system => system.Ids));
        var systems = file.Systems.Select(system => System(system, newest ?? new Version(0, 0, 0), problems)).ToList();
        return problems.Count > 0
            ? throw new InvalidDataException("systems: " + string.Join("; ", problems))
            : new SystemsTable(newest!, systems, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..12]);
    }

    private static KnownSystem System(SystemsFile.System system, Version newest, List<string> problems)
    {
        var what = system.Family;
        Require(problems, system.Name.Length > 0, $"{what}: the name is empty");
        Require(problems, Family.Today(what) == what, $"{what}: Trivy's name of today is {Family.Today(what)}");
        Require(problems, Managers.Contains(system.Manager, StringComparer.Ordinal), $"{what}: '{system.Manager}' is not one of {string.Join(", ", Managers)}");
        Require(problems, Uri.TryCreate(system.Source, UriKind.Absolute, out var source) && source.Scheme == Uri.UriSchemeHttps, $"{what}: the source is not an https address");
        Require(problems, Enum.TryParse<ReleasePart>(system.Release, ignoreCase: true, out var part) && char.IsAsciiLetter(system.Release[0]), $"{what}: release is '{system.Release}', not whole, minor, major or none");
        Require(problems, part == ReleasePart.None || system.Releases.Count > 0, $"{what}: it has releases, and none is listed");
        Require(problems, part != ReleasePart.None || system.Releases.Count == 0, $"{what}: it has no releases, and some are listed");
        Require(problems, system.Advisories is not { Length: 0 }, $"{what}: advisories are left out, or a bucket");
        Require(problems, part != ReleasePart.None || system.Advisories?.Contains("{release}", StringComparison.Ordinal) != true, $"{what}: it has no releases, but its advisories do");
        Twice(problems, $"release of {what}", system.Releases.Select(release => release.Name));
        var first = First($"{what}", system.Trivy, newest, problems);
        Require(problems, (system.Advisories is null) == (first.Version is null), $"{what}: advisories are left out exactly where no Trivy knows it");
        return new KnownSystem
        {
            Family = what,
            Name = system.Name,
            Ids = system.Ids,
            Manager = system.Manager,
            Part = part,
            Advisories = system.Advisories,
            First = first,
            Releases = system.Releases.DistinctBy(release => release.Name).ToDictionary(release => release.Name, release => Release(what, release, newest, problems), StringComparer.Ordinal),
        };
    }

    private static KnownRelease Release(string family, SystemsFile.Release release, Version newest, List<string> problems)
    {
        var what = $"{family} {release.Name}";
        DateOnly? end = null;
        if (release.End is { } text)
        {
            var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            Require(problems, isDate && day.Year is >= 1990 and <= 2100, $"{what}: end is '{text}', not a day like 2026-04-30");
            end = isDate ? day : null;
        }

        var first = First(what, release.Trivy, newest, problems);
        Require(problems, release.Wrong is null || first != FirstTrivy.Any, $"{what}: 'wrong' says what is before the first Trivy that knows it, and there is none before");
        return new KnownRelease(release.Name, first, end, release.Advisories, release.Wrong);
    }

    private static FirstTrivy First(string what, string? text, Version newest, List<string> problems)
    {
        var first = FirstTrivy.TryParse(text);
        Require(problems, first is not null, $"{what}: trivy is '{text}', not none or a version");
        Require(problems, first?.Version is not { } version || version <= newest, $"{what}: trivy is '{text}', which is later than checkedTrivy");
        return first ?? FirstTrivy.None;
    }

    private static void Twice(List<string> problems, string what, IEnumerable<string> names)
        => problems.AddRange(names.GroupBy(name => name).Where(same => same.Count() > 1 || same.Key.Length == 0).Select(same => $"the {what} '{same.Key}' is empty or given twice"));

    private static void Require(List<string> problems, bool isTrue, string problem)
    {
        if (!isTrue)
        {
            problems.Add(problem);
        }
    }
}
