using DockerScan.Conversation.Messages;
using DockerScan.TestKit.Conversation;
using Spectre.Console.Testing;

namespace DockerScan.Terminal.Tests;

public sealed class ShellCommandsTests
{
    [Fact]
    public void Spell_CommandsInTexts_HaveTheProgramBeforeThemOnce()
    {
        var message = new ChatMessage
        {
            Title = "findings x", Text = "Type: findings x --page 2", Commands = ["findings x", "findings x --page 2"],
            Fields = [new ChatField("findings", "findings x\nnot findings xyz")],
            Sections = [new ChatSection("s", [new ChatLine("And 3 more: findings x"), new ChatLine("findings x (all of them)")])],
        };

        var spelt = ShellCommands.Spell(message, "./run.sh");

        Assert.Equal("Type: ./run.sh findings x --page 2", spelt.Text);
        Assert.Equal(["And 3 more: ./run.sh findings x", "./run.sh findings x (all of them)"], spelt.Sections[0].Lines.Select(line => line.Text));
        Assert.Equal("findings x", spelt.Title);
    }

    [Fact]
    public void Spell_InAChat_NothingIsPutBefore()
    {
        var message = new ChatMessage { Title = "t", Text = "Type: findings x", Commands = ["findings x"] };

        Assert.Same(message, ShellCommands.Spell(message, string.Empty));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_ForAShell_EveryCommandOfTheCardStandsAsItIsTyped(bool boxed)
    {
        using var console = new TestConsole().Width(200);

        console.Write(new ConsoleRenderer(boxed, unicode: true).Render(Cards.Reused(Core.ReportLanguage.English), program: "./run.sh"));

        // A box folds a long sentence.
        Assert.Contains("./run.sh scan redis:7.2", console.Output, StringComparison.Ordinal);
        Assert.Contains("./run.sh findings k3v9x2m4q8", console.Output, StringComparison.Ordinal);
    }
}
