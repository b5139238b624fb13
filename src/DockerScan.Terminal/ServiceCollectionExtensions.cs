using DockerScan.Conversation.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Terminal;

/// <summary>Registers the console.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The chat in the terminal and the printing of cards. Needs <c>AddChatCommands()</c>.</summary>
    public static IServiceCollection AddConsoleChat(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICommandAuthorizer, ConsoleAuthorizer>());
        services.TryAddSingleton<ITerminal, SystemTerminal>();
        services.TryAddSingleton(_ => new ConsoleOutputs());
        services.TryAddSingleton<IConsoleCards, ConsoleCards>();
        services.TryAddSingleton<IConsoleChat, ConsoleChat>();
        return services;
    }
}
