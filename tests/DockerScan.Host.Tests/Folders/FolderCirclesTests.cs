namespace DockerScan.Host.Tests.Folders;

/// <summary>That a circle is seen: what the tests over the projects find none of must be found where there is one.</summary>
public sealed class FolderCirclesTests
{
    [Fact]
    public void Find_StraightArrows_NoCircle()
        => Assert.Empty(FolderCircles.Find(new Dictionary<(string From, string To), string> { [("A", "B")] = "a > b", [("B", "C")] = "b > c", [("A", "C")] = "a > c" }));

    [Fact]
    public void Find_CircleOverAThirdFolder_NamesEachArrowWithItsTypes()
        => Assert.Equal(
            ["A -> B: One > Two", "B -> C: Two > Three", "C -> A: Three > One"],
            FolderCircles.Find(new Dictionary<(string From, string To), string>
            {
                [("A", "B")] = "One > Two",
                [("B", "C")] = "Two > Three",
                [("C", "A")] = "Three > One",
                [("A", "D")] = "One > Four",
            }));

    [Fact]
    public void Read_OwnAssembly_SeesSignaturesBodiesAndGenericArguments()
    {
        var arrows = FolderArrows.Read(typeof(FolderArrows).Assembly.Location, "DockerScan.Host.Tests");

        // ProjectArrowsTests names the folder only within its methods.
        Assert.Contains((".", "Folders"), arrows.Keys);
        Assert.DoesNotContain(("Folders", "."), arrows.Keys);
    }
}
