using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Strings;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>help [VERB]</c>.</summary>
/// <remarks>Help is one of the commands that it lists, so it asks for the catalogue only when it runs.</remarks>
internal sealed class HelpCommand(IServiceProvider services) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "help",
        Summary = CommandStrings.Say(words => words.HelpSummary),
        Arguments = [new CommandArgument("verb", CommandStrings.Say(words => words.HelpVerb), IsRequired: false)],
        Examples = [new CommandExample("help scan", CommandStrings.Say(words => words.HelpScan))],
    };

    public Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var catalog = services.GetRequiredService<CommandCatalog>();
        var message = invocation.Find("verb") is { } verb
            ? CommandHelp.One(catalog.Get(CommandTokenizer.Verb(verb)).Declaration, invocation.Language)
            : CommandHelp.All(catalog.Declarations, invocation.Language);
        return answer.PostAsync(message, cancellationToken);
    }
}
