using System.Globalization;
using DockerScan.Scanners.Trivy.Tool;
using DockerScan.Yaml;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>Reads <c>config/systems.yaml</c>, strictly: a table that cannot be right stops the program at its start.</summary>
internal static class SystemsLoader
{
    private static readonly string[] Managers = ["dpkg", "apk", "rpm"];

    /// <exception cref="InvalidDataException">The file is missing or wrong; one line for each problem.</exception>
    public static SystemsTable Load(string path) => Parse(YamlFile.Text(path), path);

    internal static SystemsTable Parse(string yaml, string file = "systems.yaml") => YamlFile.Read(yaml, file, tree =>
    {
        var root = tree.Map("the file", "version", "checkedTrivy", "systems");
        root.Version();
        var text = root.Text("checkedTrivy");
        var newest = TrivyReleases.Number(text);
        root.Require(newest is not null, $"checkedTrivy is '{text}', not a version like 0.74.0", "checkedTrivy");
        var maps = root.Items("systems").Select(node => node.Entry(
            "system", "family", "name", "ids", "manager", "release", "advisories", "trivy", "modules", "source", "releases")).ToList();
        root.Require(maps.Count > 0, "there are no systems", "systems");
        YamlMap.Unique(maps);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var systems = maps.Select(map => System(map, newest ?? new Version(0, 0, 0), ids)).ToList();
        // A problem with an id or a name is told before the table is made of them.
        return new SystemsTable(newest ?? new Version(0, 0, 0), [.. systems.DistinctBy(system => system.Family)], YamlFile.Digest(yaml));
    });

    private static KnownSystem System(YamlMap map, Version newest, HashSet<string> ids)
    {
        var (manager, source, release) = (map.Text("manager"), map.Text("source"), map.Text("release"));
        map.Require(map.Id.Length == 0 || Family.Today(map.Id) == map.Id, $"Trivy's name of today is {Family.Today(map.Id)}", "family");
        map.Require(Managers.Contains(manager, StringComparer.Ordinal), $"'{manager}' is not one of {string.Join(", ", Managers)}", "manager");
        map.Require(Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps, "the source is not an https address", "source");
        map.Require(Enum.TryParse<ReleasePart>(release, ignoreCase: true, out var part) && char.IsAsciiLetter(release[0]), $"release is '{release}', not whole, minor, major or none", "release");
        var advisories = map.Optional("advisories");
        var releases = map.Items("releases", optional: true).Select(node => node.Entry("release", "name", "trivy", "end", "advisories", "wrong", "source")).ToList();
        map.Require(part == ReleasePart.None || releases.Count > 0, "it has releases, and none is listed");
        map.Require(part != ReleasePart.None || releases.Count == 0, "it has no releases, and some are listed", "releases");
        map.Require(part != ReleasePart.None || advisories?.Contains("{release}", StringComparison.Ordinal) != true, "it has no releases, but its advisories do", "advisories");
        YamlMap.Unique(releases);
        var own = map.Words("ids", optional: true).Where(id => { var isNew = ids.Add(id); map.Require(isNew, $"the id '{id}' is given twice", "ids"); return isNew; }).ToList();
        var first = First(map, newest);
        map.Require(map.Optional("modules") is null || ModularPackages.Families.Contains(map.Id, StringComparer.Ordinal), "what Trivy does with packages of its modules is not known here", "modules");
        map.Require((advisories is null) == (first.Version is null), "advisories are left out exactly where no Trivy knows it");
        return new KnownSystem
        {
            Family = map.Id,
            Name = map.Text("name"),
            Ids = own,
            Manager = manager,
            Part = part,
            Advisories = advisories,
            First = first,
            Modules = First(map, newest, "modules"),
            Releases = releases.DistinctBy(each => each.Id).ToDictionary(each => each.Id, each => Release(each, newest), StringComparer.Ordinal),
        };
    }

    private static KnownRelease Release(YamlMap map, Version newest)
    {
        DateOnly? end = null;
        if (map.Optional("end") is { } text)
        {
            var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            map.Require(isDate && day.Year is >= 1990 and <= 2100, $"end is '{text}', not a day like 2026-04-30", "end");
            end = isDate ? day : null;
        }

        var (first, wrong) = (First(map, newest), map.Optional("wrong"));
        map.Require(wrong is null || first != FirstTrivy.Any, "'wrong' says what is before the first Trivy that knows it, and there is none before", "wrong");
        return new KnownRelease(map.Id, first, end, map.Optional("advisories"), wrong);
    }

    private static FirstTrivy First(YamlMap map, Version newest, string key = "trivy")
    {
        var text = map.Optional(key);
        var first = FirstTrivy.TryParse(text);
        map.Require(first is not null, $"{key} is '{text}', not none or a version", key);
        map.Require(first?.Version is not { } version || version <= newest, $"{key} is '{text}', which is later than checkedTrivy", key);
        return first ?? FirstTrivy.None;
    }
}
