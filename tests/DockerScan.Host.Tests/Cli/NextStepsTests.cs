using System.Text.RegularExpressions;
using DockerScan.Conversation;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Host.Cli;
using DockerScan.TestKit.Builders;
using Cards = DockerScan.TestKit.Conversation.Cards;

namespace DockerScan.Host.Tests.Cli;

/// <summary>Whatever a card, the console or a document says to type is understood: by the chats as it stands, and by the program behind <c>./run.sh</c>.</summary>
public sealed partial class NextStepsTests : IAsyncDisposable
{
    private readonly StoredApp _stored = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public void Verbs_EveryChatCommand_IsOneOfTheProgramOrTheScript()
        => Assert.Empty(_stored.App.Get<CommandCatalog>().Declarations.Select(command => command.Name).Except([.. CommandLine.Create().Subcommands.Select(verb => verb.Name), "help"]));

    [Theory]
    [InlineData("findings {0}")]
    [InlineData("findings {0} --page 2")]
    [InlineData("findings {0} low \"no fix\" --page 1")]
    [InlineData("findings {0} --page 99")]
    [InlineData("findings {1}")]
    [InlineData("report {0}")]
    [InlineData("report {1}")]
    [InlineData("report redis:never")]
    [InlineData("report zzzzzzzzzz")]
    [InlineData("diff {0} {1}")]
    [InlineData("diff {1} {0}")]
    [InlineData("cancel {0}")]
    [InlineData("cancel {2}")]
    [InlineData("cancel x")]
    [InlineData("rescan redis:never")]
    [InlineData("scan")]
    [InlineData("scan redis:7 --windo 3")]
    [InlineData("status")]
    [InlineData("help scan")]
    public async Task Card_OfAnyAnswer_OffersOnlyWhatTheProgramUnderstands(string typed)
    {
        var (large, failed) = (SampleScans.Large(25, 12) with { Id = ScanId.Parse("large00001") }, SampleScans.Failed() with { Id = ScanId.Parse("failed0001") });
        await _stored.KeepAsync(large, Token);
        await _stored.KeepAsync(failed, Token);
        await _stored.App.Get<Core.Stores.IScanStore>().EnqueueAsync(ScanId.Parse("waiting001"), TestKit.Stores.ScanSamples.Request(), TestKit.Stores.ScanSamples.Start, Token);
        var answers = new Answers();

        await _stored.App.Get<CommandRouter>().RouteAsync(
            new ChatRequest { Platform = "console", Place = string.Empty, User = "me", Text = string.Format(null, System.Text.CompositeFormat.Parse(typed), large.Id, failed.Id, "waiting001") }, answers, Token);

        Assert.NotEmpty(answers.Messages);
        Assert.All(answers.Messages.SelectMany(Steps), step => AssertUnderstood(step));
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Card_OfAScan_OffersOnlyWhatTheProgramUnderstands(ReportLanguage language)
    {
        ChatMessage[] cards =
        [
            Cards.Working(language: language), Cards.Joined(language), Cards.Clean(language), Cards.Vulnerable(language), Cards.Unknown(language), Cards.Reused(language),
            Cards.Cancelled(language), ScanCardBuilder.Finished(SampleScans.Large(25, 12), language: language), ScanCardBuilder.Finished(SampleScans.Failed(), language: language),
        ];

        var steps = cards.SelectMany(Steps).ToList();

        Assert.Contains(steps, step => step.StartsWith("scan redis:7.2 --force", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("cancel ", StringComparison.Ordinal));
        Assert.All(steps, step => AssertUnderstood(step));
    }

    [Fact]
    public void Source_WhatItSaysToTypeInAShell_IsUnderstood()
    {
        var literals = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "eng"), "*.sh"))
            .SelectMany(File.ReadLines).SelectMany(line => Typed().Matches(line).Select(found => found.Groups["words"].Value)).ToList();

        Assert.Contains(literals, words => words.StartsWith("scan", StringComparison.Ordinal));
        Assert.All(literals, words => AssertUnderstood(words));
    }

    [Fact]
    public void Documents_WhatTheySayToType_IsUnderstood()
    {
        var typed = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .SelectMany(File.ReadLines).SelectMany(line => Typed().Matches(line).Select(found => found.Groups["words"].Value)).ToList();

        Assert.Contains(typed, words => words.StartsWith("notify test", StringComparison.Ordinal));
        Assert.All(typed, words => AssertUnderstood(words));
    }

    private static IEnumerable<string> Steps(ChatMessage message)
        => message.Buttons.Select(button => button.Value).Concat(message.Commands);

    private static void AssertUnderstood(string step)
    {
        // Of a synopsis ("findings SCAN [FILTER]") what may be left out is left out.
        var words = Optional().Replace(step, string.Empty).Trim();
        if (words.Split(' ')[0] is "help" or "stop")
        {
            return;
        }

        var args = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(words).ToArray();
        var problems = UsageProblems.Find(CommandLine.Create().Parse(args), args);

        Assert.True(problems is { Count: 0 }, $"{step}: {string.Join("; ", problems)}");
    }

    // What is set in code or ends a line; a hole of an interpolated text is a word.
    [GeneratedRegex("""(?:\./run\.sh|\{(?:CommandLine|Shell)\.Program\}) (?<words>[a-z]+(?: (?:[^\s`"'<>;,·|()#→&]+|'[^']*'))*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\[[^\]]*\]|…", RegexOptions.NonBacktracking)]
    private static partial Regex Optional();

    private sealed class Answers : IChannel, IAsker
    {
        public List<ChatMessage> Messages { get; } = [];

        public string Platform => "console";

        public bool KeepsFiles => false;

        public string Below(string address) => address;

        public IChannel Channel => this;

        public string Place => string.Empty;

        public bool IsLocal => true;

        public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => PostAsync(Place, null, message, cancellationToken);

        public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
        {
            Messages.Add(message);
            return Task.FromResult(place);
        }

        public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => PostAsync(address, null, message, cancellationToken);

        public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => PostAsync(address, null, message, cancellationToken);
    }
}
