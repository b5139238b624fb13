using DockerScan.Registry.Http;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry;

internal sealed class RegistryOptionsValidator : IValidateOptions<RegistryOptions>
{
    private const int MaxHosts = 100;

    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        List<string> failures = [.. new RegistryOptionsBounds().Validate(name, options).Failures ?? []];
        Hosts(failures, nameof(options.AllowedRegistries), options.AllowedRegistries, allowAll: true);
        Hosts(failures, nameof(options.InsecureRegistries), options.InsecureRegistries, allowAll: false);
        Hosts(failures, nameof(options.TokenServers), options.TokenServers, allowAll: false);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Hosts(List<string> failures, string key, IList<string> hosts, bool allowAll)
    {
        if (hosts.Count > MaxHosts)
        {
            failures.Add(FormattableString.Invariant($"Registry:{key} has {hosts.Count} hosts; at most {MaxHosts} are allowed"));
        }

        foreach (var host in hosts)
        {
            var isAll = allowAll && host == RegistryHosts.All;
            if (!isAll && (string.IsNullOrWhiteSpace(host) || host.AsSpan().ContainsAny("/*@ ")))
            {
                failures.Add($"Registry:{key} holds '{host}'; write host or host:port, without a scheme or path");
            }
        }
    }
}

/// <summary>The bounds that stand at the keys.</summary>
[OptionsValidator]
internal sealed partial class RegistryOptionsBounds : IValidateOptions<RegistryOptions>;
