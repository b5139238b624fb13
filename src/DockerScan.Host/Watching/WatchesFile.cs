using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Core.Words;
using DockerScan.Engine.Watching;
using DockerScan.Yaml;

namespace DockerScan.Host.Watching;

/// <summary>Reads <c>config/watches.yaml</c>: watches as code.</summary>
internal static class WatchesFile
{
    private const int MaxWatches = 1000;
    private const int MaxNewest = TagRule.MaxNewest;

    /// <param name="path">The file.</param>
    /// <param name="schedules">What says whether a schedule can be used; null where nothing does.</param>
    /// <exception cref="InvalidDataException">It cannot be used; a line for each problem, with its place.</exception>
    public static IReadOnlyList<WatchWish> Load(string path, IWatchSchedules? schedules) => Read(YamlFile.Text(path), Path.GetFileName(path), schedules);

    internal static IReadOnlyList<WatchWish> Read(string text, string file, IWatchSchedules? schedules)
        => YamlFile.Read(text, file, root =>
        {
            var map = root.Map("the file", "version", "watches");
            map.Version();
            var entries = map.Items("watches", optional: true)
                .Select(item => item.Entry("watch", "id", "image", "schedule", "zone", "tags", "newest", "platforms", "full", "to", "tell", "quiet", "language")).ToList();
            map.Require(entries.Count <= MaxWatches, FormattableString.Invariant($"it has {entries.Count} watches; at most {MaxWatches} are allowed"), "watches");
            YamlMap.Unique(entries);
            return (IReadOnlyList<WatchWish>)[.. entries.Select(entry => Wish(entry, schedules)).OfType<WatchWish>()];
        });

    private static WatchWish? Wish(YamlMap entry, IWatchSchedules? schedules)
    {
        entry.Require(entry.Id.Length is 0 or (>= 2 and <= 40) && entry.Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'),
            "the id must be 2 to 40 lower-case letters, digits and dashes", "id");
        var text = entry.Text("image");
        ImageReference? image = null;
        if (text.Length > 0 && !ImageReference.TryParse(text, out image, out var problem))
        {
            entry.Add($"{entry.Name}: image: {ReferenceWords.Of(problem, ReportLanguage.English)}", "image");
        }

        var (schedule, zone) = (entry.Optional("schedule")?.Trim() ?? "nightly", entry.Optional("zone")?.Trim());
        if (schedules?.Read(schedule, zone, entry.Id).Failure is { } failure)
        {
            entry.Add($"{entry.Name}: schedule: {failure.Message}", "schedule");
        }

        var tags = entry.Optional("tags");
        var newest = Newest(entry);
        if (image is not null && (tags is not null || newest is not null) && Watch.RuleOf(image, tags, newest).FindFault() is var fault and not TagRuleFault.None)
        {
            entry.Add($"{entry.Name}: tags: the rule cannot be used ({fault})", "tags");
        }

        // All of it is read, whatever is wrong with the rest: every problem is said at once.
        var (platforms, places, isFull, language) = (Platforms(entry), Places(entry), entry.Flag("full"), Language(entry));
        var (tell, quiet) = (Tell(entry), Quiet(entry));
        var isOfRunning = text == Watch.Running;
        entry.Require(!isOfRunning || (tags is null && newest is null && platforms.Count == 0), "what runs brings its tags and platforms along: 'tags', 'newest' and 'platforms' cannot be given with it", "image");
        return image is null ? null : new WatchWish(image, schedule, zone, Watch.FromFile)
        {
            Id = entry.Id,
            IsOfRunning = isOfRunning,
            Tags = tags,
            Newest = newest,
            Platforms = platforms,
            Places = places,
            IsFull = isFull,
            Tell = tell,
            Quiet = quiet,
            Language = language,
        };
    }

    private static int? Newest(YamlMap entry)
    {
        if (entry.Optional("newest") is not { } text)
        {
            return null;
        }

        var isNumber = int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxNewest;
        entry.Require(isNumber, FormattableString.Invariant($"'newest' is '{DisplayText.Clean(text, 20)}'; it must be 1 to {MaxNewest}"), "newest");
        return isNumber ? number : null;
    }

    private static List<ImagePlatform> Platforms(YamlMap entry)
    {
        List<ImagePlatform> platforms = [];
        foreach (var text in entry.Words("platforms", optional: true))
        {
            if (ImagePlatform.TryParse(text, out var platform))
            {
                platforms.Add(platform);
            }
            else
            {
                entry.Add($"{entry.Name}: '{DisplayText.Clean(text, 40)}' is no platform; write e.g. linux/arm64", "platforms");
            }
        }

        return platforms;
    }

    private static List<WatchPlace> Places(YamlMap entry)
    {
        List<WatchPlace> places = [];
        foreach (var text in entry.Words("to", optional: true))
        {
            if (WatchPlace.Find(text) is { } place)
            {
                places.Add(place);
            }
            else
            {
                entry.Add($"{entry.Name}: '{DisplayText.Clean(text, 40)}' is no channel; write platform and id, e.g. slack:C0123456789 or webhook:soc", "to");
            }
        }

        return places;
    }

    private static TellWhen? Tell(YamlMap entry)
    {
        if (entry.Optional("tell")?.Trim() is not { } text)
        {
            return null;
        }

        entry.Require(text is "run" or "immediate" or "daily", $"'tell' is '{DisplayText.Clean(text, 20)}'; it must be run, immediate or daily", "tell");
        return text switch { "immediate" => TellWhen.Immediate, "daily" => TellWhen.Daily, _ => TellWhen.Run };
    }

    private static QuietHours? Quiet(YamlMap entry)
    {
        var text = entry.Optional("quiet");
        var hours = QuietHours.Find(text);
        entry.Require(text is null || hours is not null, $"'quiet' is '{DisplayText.Clean(text, 20)}'; it must be two times of day, e.g. 22:00-07:00", "quiet");
        return hours;
    }

    private static ReportLanguage Language(YamlMap entry)
    {
        var text = entry.Optional("language")?.Trim() ?? "en";
        entry.Require(text is "en" or "ko", $"'language' is '{DisplayText.Clean(text, 20)}'; it must be en or ko", "language");
        return text == "ko" ? ReportLanguage.Korean : ReportLanguage.English;
    }
}
