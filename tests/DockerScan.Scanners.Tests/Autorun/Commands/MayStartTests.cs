using DockerScan.Scanners.Autorun.Commands;

namespace DockerScan.Scanners.Tests.Autorun.Commands;

public sealed class MayStartTests
{
    [Theory]
    [InlineData("tar -xf a.tar --to-command=/opt/t", "/opt/t")]
    [InlineData("tar -I /opt/t -xf a.tar", "/opt/t")]
    [InlineData("tar --checkpoint-action exec=/opt/t -xf a.tar", "/opt/t")]
    [InlineData("git -c core.sshCommand=/opt/t clone x", "/opt/t")]
    [InlineData("rsync -e /opt/t a b", "/opt/t")]
    [InlineData("sort --compress-program /opt/t a", "/opt/t")]
    [InlineData("gosu app tar --use-compress-program=/opt/t -xf a", "/opt/t")]
    public void Words_OptionThatStarts_GivesItsWord(string command, string expected) => Assert.Contains(expected, Words(command.Split(' ')));

    [Theory]
    [InlineData("BEGIN{system(\"/opt/t\")}")]
    [InlineData("{ \"/opt/t\" | getline x }")]
    [InlineData("{ print | \"/opt/t -x\" }")]
    public void Words_AwkThatStarts_GivesWhatItsTextNames(string text) => Assert.Contains("/opt/t", Words(["awk", text]));

    [Theory]
    [InlineData("tar -xf /opt/t")]
    [InlineData("cat /opt/t")]
    [InlineData("awk -f /opt/t {print}")]
    [InlineData("git -C /opt/t status")]
    [InlineData("rsync /opt/t /b")]
    [InlineData("sort /opt/t")]
    public void Words_WhatIsOnlyRead_IsNone(string command) => Assert.DoesNotContain("/opt/t", Words(command.Split(' ')));

    [Fact]
    public void Words_BehindAnyOtherProgram_AreAll() => Assert.Equal(["-x", "/opt/t", "--y=/opt/u", "/opt/u"], Words(["unheard-of", "-x", "/opt/t", "--y=/opt/u"]));

    private static List<string> Words(IReadOnlyList<string> command) => [.. MayStart.Words(command, InvocationReader.Read(command))];
}
