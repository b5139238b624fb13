using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using DockerScan.Core.Settings;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Host.Tests.Composition;

public sealed partial class SettingsTests : IDisposable
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(double)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-test-");

    [Fact]
    public void Documentation_EveryKeyOfEverySection_HasARowWithItsDefault()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

        foreach (var (section, options) in SettingsSections.Options)
        {
            var defaults = Activator.CreateInstance(options);
            foreach (var property in options.GetProperties().Where(property => property.SetMethod?.IsPublic == true))
            {
                Assert.Contains($"| `{section}:{property.Name}` | {Shown(property.GetValue(defaults))}", text, StringComparison.Ordinal);
            }
        }
    }

    public static TheoryData<string, string, double, double> Bounds
    {
        get
        {
            TheoryData<string, string, double, double> bounds = [];
            foreach (var (section, options) in SettingsSections.Options)
            {
                foreach (var property in options.GetProperties().Where(property => property.SetMethod?.IsPublic == true && Numbers.Contains(property.PropertyType)))
                {
                    var between = property.GetCustomAttribute<BetweenAttribute>();
                    Assert.True(between is not null, $"{section}:{property.Name} has no bounds");
                    bounds.Add(section, property.Name, between.Least, between.Most);
                }
            }

            return bounds;
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Documentation_EveryNumber_HasItsBounds(string section, string key, double least, double most)
    {
        var row = File.ReadLines(Path.Combine(Repository.Root, "docs", "configuration.md")).Single(line => line.StartsWith($"| `{section}:{key}` |", StringComparison.Ordinal));

        var plain = Unit().Replace(Aside().Replace(row.Replace(",", string.Empty, StringComparison.Ordinal), string.Empty), match =>
            (long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) << (match.Groups["unit"].Value == "MiB" ? 20 : 40)).ToString(CultureInfo.InvariantCulture));
        // Another key is the bound of some.
        Assert.True(
            new[] { FormattableString.Invariant($"{least} to {most}"), FormattableString.Invariant($"{least} to `") }.Any(text => plain.Contains(text, StringComparison.Ordinal)), row);
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Build_NumberAboveItsBounds_IsRefusedInOneSentence(string section, string key, double least, double most)
    {
        // It sees no settings while it is off.
        var also = section == "Slack" ? "\"Enabled\": true, " : string.Empty;
        var number = most + (key == "Cpus" ? 0.5 : 1);

        var error = Assert.ThrowsAny<Exception>(() => Start(FormattableString.Invariant($$"""{ "{{section}}": { {{also}}"{{key}}": {{number}} } }""")));

        if (most < int.MaxValue)
        {
            Assert.Contains(FormattableString.Invariant($"{section}:{key} is {number}; it must be {least} to {most}"), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ShippedFile_EveryKey_BindsAndIsTheDefault()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "config", "dockerscan.json")).Build();

        foreach (var section in shipped.GetChildren().Where(section => section.Key != "Logging"))
        {
            var type = SettingsSections.Options[section.Key];
            foreach (var key in section.GetChildren())
            {
                var property = type.GetProperty(key.Key);
                Assert.NotNull(property);
                var fallback = property.GetValue(Activator.CreateInstance(type));
                Assert.Equal(Convert.ToString(fallback, CultureInfo.InvariantCulture), key.Value, ignoreCase: true);
            }
        }
    }

    [Fact]
    public void Load_UnknownSection_IsRefusedByName()
    {
        var error = Assert.Throws<SettingsException>(() => Settings.Load(Write("""{ "Scann": { "Concurrency": 2 } }""")));

        Assert.Contains("'Scann'", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_MisspeltKey_IsRefusedByName()
    {
        var error = Assert.Throws<SettingsException>(() => Start("""{ "Scan": { "Concurency": 2 } }"""));

        Assert.Contains("Concurency", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Scan": { "Concurrency": 99 } }""", "Scan:Concurrency is 99; it must be 1 to 16")]
    [InlineData("""{ "Web": { "Listen": "everywhere" } }""", "Web:Listen is 'everywhere'")]
    [InlineData("""{ "Chat": { "Language": "de" } }""", "Chat:Language is 'de'; it must be en or ko")]
    [InlineData("""{ "Chat": { "Languages": [ { "Place": "console", "Language": "ko" } ] } }""", "it must begin with a platform: discord, slack")]
    [InlineData("""{ "Autorun": { "MaxDepth": 0 } }""", "Autorun:MaxDepth is 0; it must be 1 to 32")]
    public void Build_ValueOutOfRange_NamesKeyLimitAndValue(string json, string expected)
    {
        var error = Assert.ThrowsAny<Exception>(() => Start(json));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_LanguagesOfPlacesWhoseBotIsOff_AreTaken()
        => Start("""{ "Chat": { "Language": "ko", "Languages": [ { "Place": "slack:T1/C1", "Language": "en" }, { "Place": "discord:5", "Language": "en" } ] } }""");

    [Fact]
    public void Load_HalfAFile_IsOneLine()
    {
        var error = Assert.Throws<SettingsException>(() => Settings.Load(Write("""{ "Scan": """)));

        Assert.DoesNotContain('\n', Assert.Single(error.Problems));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Shown(object? value)
    {
        if (value is not (null or string or ValueType or IEnumerable<string>))
        {
            // A section of its own keys, told in words.
            return string.Empty;
        }

        var text = value switch
        {
            bool flag => flag ? "true" : "false",
            IEnumerable<string> list => string.Join(", ", list),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return string.IsNullOrEmpty(text) ? "none |" : $"`{text}` |";
    }

    private void Start(string json)
    {
        var services = new ServiceCollection().AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>));
        services.AddDockerScan(Settings.Load(Write(json)), new DataFolder(Path.Combine(_folder.FullName, "data")));
        using var provider = services.BuildServiceProvider();
        Application.Validate(provider);
    }

    private FileInfo Write(string json)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "settings.json"));
        File.WriteAllText(file.FullName, json);
        return file;
    }

    [GeneratedRegex(@" \([^)]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Aside();

    [GeneratedRegex("(?<n>[0-9]+) (?<unit>MiB|TiB)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unit();
}
