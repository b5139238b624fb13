using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Tests.Commands;

public sealed class CommandCatalogTests
{
    [Fact]
    public void Declarations_All_FitThePlatformsRegistrations()
    {
        foreach (var command in new ChatHarness().Catalog.Declarations)
        {
            Assert.Matches("^[a-z-]{1,32}$", command.Name);
            Assert.All([command.Summary.En, command.Summary.Ko], summary => Assert.InRange(summary.Length, 1, 100));
            Assert.InRange(command.Arguments.Count + command.Options.Count, 0, 25);
            Assert.Equal(command.Arguments.OrderByDescending(argument => argument.IsRequired), command.Arguments);
            Assert.All(command.Arguments.SkipLast(1), argument => Assert.False(argument.TakesRest));
            Assert.All(command.Options, option => Assert.Matches("^[a-z-]{1,32}$", option.Name));
            Assert.All(command.Options, option => Assert.Equal(option.Kind == CommandValueKind.Flag, option.ValueName is null));
            Assert.NotEmpty(command.Examples);
        }
    }

    [Fact]
    public void Declarations_Examples_AreValid()
    {
        foreach (var command in new ChatHarness().Catalog.Declarations)
        {
            foreach (var example in command.Examples)
            {
                var words = CommandTokenizer.Split(example.Text);
                Assert.Equal(command.Name, words[0].Text);
                CommandParser.Parse(command, words.Skip(1));
            }
        }
    }

    [Fact]
    public async Task Help_OfEachCommand_NamesAllItsParts()
    {
        foreach (var command in new ChatHarness().Catalog.Declarations)
        {
            var help = await new ChatHarness().SendAsync($"help /{command.Name}");
            Assert.Equal(command.Name, help.Title);
            var labels = help.Sections.SelectMany(section => section.Lines).Select(line => line.Label).OfType<string>();
            Assert.Equal(command.Arguments.Select(argument => argument.Usage).Concat(command.Options.Select(option => option.Usage)), labels);
        }
    }

    [Theory]
    [InlineData("", 18)]
    [InlineData("/re", 3)]
    [InlineData("scan --", 4)]
    [InlineData("scan redis:7 --no", 1)]
    [InlineData("scan redis", 0)]
    [InlineData("nonsense --", 0)]
    public void Complete_Text_OffersWhatFits(string text, int expected) => Assert.Equal(expected, new ChatHarness().Catalog.Complete(text).Count);

    [Fact]
    public void New_TwoOfOneName_Throws() => Assert.Throws<InvalidOperationException>(() => new CommandCatalog([new Twin(), new Twin()]));

    private sealed class Twin : IChatCommand
    {
        public CommandDeclaration Declaration { get; } = new() { Name = "twin", Summary = new LocalizedText("x", "x") };

        public Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
