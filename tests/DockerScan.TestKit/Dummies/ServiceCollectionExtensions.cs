using DockerScan.Conversation;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Languages;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.TestKit.Dummies;

/// <summary>Registers the dummies, each by a line as every scanner, channel and store is.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>A scanner.</summary>
    public static IServiceCollection AddDummyScanner(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImageScanner, DummyScanner>());
        return services;
    }

    /// <summary>A channel. Needs <c>AddChatCommands()</c>.</summary>
    public static IServiceCollection AddDummyChannel(this IServiceCollection services)
    {
        services.AddSingleton(new ChatPlatform(DummyChannel.Name));
        services.TryAddSingleton(provider => new DummyChannel(new Lazy<CommandRouter>(provider.GetRequiredService<CommandRouter>)));
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<DummyChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICommandAuthorizer, DummyAuthorizer>());
        return services;
    }

    /// <summary>A store that keeps one port. Before another store, which then leaves that port to it.</summary>
    public static IServiceCollection AddDummyStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IAuditStore, DummyAuditStore>();
        return services;
    }
}
