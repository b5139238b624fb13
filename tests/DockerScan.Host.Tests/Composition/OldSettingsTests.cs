using System.Globalization;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Tests.Composition;

/// <summary>A settings file of the first month, with every key that there was: each still means what it meant, and one that was renamed says its new name.</summary>
public sealed class OldSettingsTests
{
    private static readonly IConfigurationRoot Old = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "tests", "DockerScan.Host.Tests", "testdata", "first-month.json")).Build();

    public static TheoryData<string> Sections => [.. Old.GetChildren().Select(section => section.Key)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void File_EveryKey_BindsToItsValue(string name)
    {
        var type = SettingsSections.Options[name];
        var options = Activator.CreateInstance(type)!;

        Old.GetSection(name).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);

        Assert.All(Old.GetSection(name).GetChildren(), key =>
        {
            var value = type.GetProperty(key.Key)!.GetValue(options);
            if (key.Value is { } text)
            {
                Assert.Equal(text, Convert.ToString(value, CultureInfo.InvariantCulture), ignoreCase: true);
            }
            else
            {
                Assert.NotNull(value);
            }
        });
    }

    [Fact]
    public void File_Keys_AreAllThatThereWere() => Assert.Equal(77, Old.GetChildren().Sum(section => section.GetChildren().Count()));

    [Fact]
    public void Explain_RenamedKey_SaysItsNewName()
    {
        var options = Activator.CreateInstance(SettingsSections.Options["Trivy"])!;
        var problem = Assert.Throws<InvalidOperationException>(
            () => new ConfigurationBuilder().AddInMemoryCollection([new("Trivy:DatabaseGraceHours", "72")]).Build().GetSection("Trivy").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true));

        Assert.Contains("it is Trivy:MaxDatabaseAgeHours now", Assert.Single(BinderProblem.Explain(problem.Message)), StringComparison.Ordinal);
    }
}
