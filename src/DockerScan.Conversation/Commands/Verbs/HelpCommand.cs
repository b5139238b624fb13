using DockerScan.Conversation.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>help [VERB]</c>.</summary>
/// <remarks>Help is one of the commands that it lists, so it asks for the catalogue only when it runs.</remarks>
internal sealed class HelpCommand(IServiceProvider services) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "help",
        Summary = "Lists the commands, or explains one",
        Arguments = [new CommandArgument("verb", "a command", IsRequired: false)],
        Examples = [new CommandExample("help scan", "how to scan")],
    };

    public Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var catalog = services.GetRequiredService<CommandCatalog>();
        var message = invocation.Find("verb") is { } verb
            ? CommandHelp.One(catalog.Get(CommandTokenizer.Verb(verb)).Declaration)
            : CommandHelp.All(catalog.Declarations);
        return responder.PostAsync(message, cancellationToken);
    }
}
