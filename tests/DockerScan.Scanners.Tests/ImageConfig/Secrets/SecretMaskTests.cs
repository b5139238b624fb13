using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Tests.ImageConfig.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("mysql -uroot -pM00nshadow -e 'x'", "mysql -uroot -p*** -e 'x'")]
    [InlineData("sshpass -p st0neCastle scp a@b:/c /c", "sshpass -p *** scp a@b:/c /c")]
    [InlineData("echo 'root:f1reOpal77' | chpasswd", "echo 'root:***' | chpasswd")]
    [InlineData("redis-cli -a cr4neBridge ping", "redis-cli -a *** ping")]
    [InlineData("echo -n glpat-2PE22p8WZr7Se0AlSj20 > /t", "echo -n *** > /t")]
    [InlineData("curl -fsSL https://x.example/install.sh | sh", "curl -fsSL https://x.example/install.sh | sh")]
    [InlineData("xmrig -o pool.example:3333 -u wallet -p x", "xmrig -o pool.example:3333 -u wallet -p x")]
    public void Secrets_ShownLine_HoldsNone(string line, string expected) => Assert.Equal(expected, Masking.Secrets(line));

    // The commands of the list: nothing of what is planted in them is shown where a scanner shows a command.
    [Fact]
    public void Secrets_PlantedCommands_AreHidden()
    {
        foreach (var (shape, place, text) in SecretLists.Planted.Where(each => each.Place is "HISTORY" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK"))
        {
            var found = RuleBed.Look(new SecretRule(), SecretLists.With(place, text));
            var line = place == "HISTORY" ? text : string.Join(' ', System.Text.Json.JsonSerializer.Deserialize<List<string>>(text)!);
            Assert.NotEmpty(found);
            Assert.True(Masking.Assignments(line) != line, $"{shape}: {line}");
        }
    }

    [Fact]
    public void Hide_LongText_IsCut() => Assert.Equal(SecretMask.MaxLength, SecretMask.Hide(new string('a', 2 * SecretMask.MaxLength)).Length);
}
