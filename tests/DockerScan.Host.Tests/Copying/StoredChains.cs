using DockerScan.Core.Stores;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Copying;

/// <summary>What <c>audit verify</c> says of a store.</summary>
internal static class StoredChains
{
    public static async Task<string> VerifyAsync(IServiceProvider services)
    {
        await using var output = new StringWriter();
        var exit = await AuditVerifyVerb.RunAsync(services.GetRequiredService<IAuditChains>(), asJson: false, output, TestContext.Current.CancellationToken);
        return $"{exit}\n{output}";
    }
}
