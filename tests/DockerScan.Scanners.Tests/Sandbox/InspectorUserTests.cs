using DockerScan.Scanners.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The inspector's number is never one that the image has anything to do with, whatever chance says.</summary>
public sealed class InspectorUserTests
{
    [Theory]
    [InlineData(0, 50_000)]
    [InlineData(1234, 51_234)]
    [InlineData(14_999, 64_999)]
    public void Draw_NothingTaken_IsWhatChanceSays(int chance, int expected)
        => Assert.Equal(expected, InspectorUser.Draw(new HashSet<int>(), Fixed(chance)));

    [Theory]
    [InlineData(0, 50_001)]
    [InlineData(1, 50_003)]
    [InlineData(14_996, 64_998)]
    public void Draw_Taken_IsLeftOut(int chance, int expected)
        => Assert.Equal(expected, InspectorUser.Draw(new HashSet<int> { 0, 50_000, 50_002, 64_999 }, Fixed(chance)));

    [Fact]
    public void Draw_AnyChance_NeverHitsATakenNumber()
    {
        var taken = Enumerable.Range(0, 7500).Select(number => 50_000 + (2 * number)).ToHashSet();

        Assert.All(Enumerable.Range(0, 7500), chance => Assert.DoesNotContain(InspectorUser.Draw(taken, Fixed(chance)), taken));
    }

    [Fact]
    public void Draw_AllHighOnesTaken_TakesAnotherThatIsFree()
    {
        var taken = Enumerable.Range(1000, 64_534).Where(number => number != 4711).ToHashSet();

        Assert.Equal(4711, InspectorUser.Draw(taken, Fixed(0)));
    }

    [Fact]
    public void Draw_AllTaken_IsNoSandbox()
        => Assert.Contains("every number", Assert.Throws<SandboxFailedException>(() => InspectorUser.Draw(Enumerable.Range(0, 65_536).ToHashSet(), Fixed(0))).Message, StringComparison.Ordinal);

    // The draw must ask for no more than there is.
    private static NumberDraw Fixed(int chance) => count =>
    {
        Assert.InRange(chance, 0, count - 1);
        return chance;
    };
}
