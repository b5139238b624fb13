using DockerScan.Host.Running;

namespace DockerScan.Host.Tests.Running;

public sealed class NamedLinesTests
{
    [Fact]
    public async Task Lines_OfTwoAuthors_AreWholeAndNamed()
    {
        var target = new StringWriter { NewLine = "\n" };
        await using var one = new NamedLines(target, "redis:7");
        await using var other = new NamedLines(target, "nginx:1");

        one.Write("half ");
        await other.WriteLineAsync("other's");
        one.WriteLine("a line");
        one.Write("with\r\n");

        Assert.Equal("nginx:1: other's\nredis:7: half a line\nredis:7: with\n", target.ToString());
    }
}
