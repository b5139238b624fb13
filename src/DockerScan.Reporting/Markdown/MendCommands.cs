using System.Buffers;
using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>
/// What somebody can copy. Names and versions come out of the image: one that is more than a name by the rules of package managers stands in
/// no command, so that nothing of the image's can be run by copying.
/// </summary>
internal static class MendCommands
{
    private const int MaxPackages = 30;
    private const int MaxName = 120;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_:~");
    private static readonly SearchValues<char> ScopedCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_:~@/");

    public static IReadOnlyList<string> Of(ScanResult result, MeasurePlan plan, ReportStrings strings)
    {
        var image = result.Reference.Familiar;
        if (plan.Measures.Any(measure => measure.IsRefusal))
        {
            return
            [
                $"# {strings.CommandStop}",
                $"docker ps --all --quiet --filter ancestor={image} | xargs --no-run-if-empty docker rm --force",
                $"docker image rm --force {image}",
            ];
        }

        List<string> lines = [];
        var upgrades = plan.Measures.Where(measure => measure.Package is not null).Select(measure => measure.Package!).ToList();
        var steps = Dockerfile(upgrades).ToList();
        if (plan.Measures.FirstOrDefault(measure => measure.Base is not null)?.Base?.Newer is { } newer)
        {
            steps.Insert(0, $"FROM {newer.Reference.Familiar}");
        }

        if (plan.Measures.Any(measure => measure.Check == CheckIds.RootUser))
        {
            steps.Add("USER 10001:10001");
        }

        if (steps.Count > 0)
        {
            lines.Add($"# {strings.CommandDockerfile}");
            lines.AddRange(steps);
            lines.Add(string.Empty);
        }

        lines.Add($"# {strings.CommandCheck}");
        lines.Add($"docker build --pull --tag {Local(image)} . && ./run.sh scan {Local(image)}");
        return lines;
    }

    // A build is not put under a name that is somebody else's.
    private static string Local(string image) => $"{image.Split('@')[0].Split('/')[^1].Split(':')[0]}:mended";

    private static IEnumerable<string> Dockerfile(IReadOnlyList<PackageGroup> upgrades)
    {
        if (Names(upgrades, "pkg:deb/") is { Length: > 0 } deb)
        {
            yield return $"RUN apt-get update && apt-get install --yes --only-upgrade {deb} && rm -rf /var/lib/apt/lists/*";
        }

        if (Names(upgrades, "pkg:apk/") is { Length: > 0 } apk)
        {
            yield return $"RUN apk upgrade --no-cache {apk}";
        }

        if (Names(upgrades, "pkg:rpm/") is { Length: > 0 } rpm)
        {
            yield return $"RUN dnf upgrade --assumeyes {rpm} && dnf clean all";
        }

        if (Versions(upgrades, "pkg:npm/", '@') is { Length: > 0 } npm)
        {
            yield return $"RUN npm install {npm}";
        }

        if (Versions(upgrades, "pkg:pypi/", '=') is { Length: > 0 } python)
        {
            yield return $"RUN pip install --no-cache-dir {python}";
        }
    }

    private static string Names(IReadOnlyList<PackageGroup> upgrades, string type)
        => string.Join(' ', Of(upgrades, type).SelectMany(package => package.Packages).Where(name => IsName(name, NameCharacters)).Distinct(StringComparer.Ordinal).Take(MaxPackages));

    private static string Versions(IReadOnlyList<PackageGroup> upgrades, string type, char sign)
        => string.Join(' ', Of(upgrades, type).Where(package => IsName(package.Packages[0], ScopedCharacters) && package.Fix is { } fix && IsName(fix, NameCharacters))
            .Select(package => $"{package.Packages[0]}{(sign == '=' ? "==" : sign)}{package.Fix}").Distinct(StringComparer.Ordinal).Take(MaxPackages));

    private static IEnumerable<PackageGroup> Of(IReadOnlyList<PackageGroup> upgrades, string type)
        => upgrades.Where(package => package.Findings[0].Details.Location.StartsWith(type, StringComparison.Ordinal));

    private static bool IsName(string text, SearchValues<char> characters)
        => text is { Length: > 0 and <= MaxName } && (char.IsAsciiLetterOrDigit(text[0]) || (text[0] == '@' && characters == ScopedCharacters)) && !text.AsSpan().ContainsAnyExcept(characters);
}
