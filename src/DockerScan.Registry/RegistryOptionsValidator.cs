using DockerScan.Registry.Http;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry;

internal sealed class RegistryOptionsValidator : IValidateOptions<RegistryOptions>
{
    private const int MaxHosts = 100;

    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        List<string> failures = [];
        Hosts(failures, nameof(options.AllowedRegistries), options.AllowedRegistries, allowAll: true);
        Hosts(failures, nameof(options.InsecureRegistries), options.InsecureRegistries, allowAll: false);
        Hosts(failures, nameof(options.TokenServers), options.TokenServers, allowAll: false);
        Check(failures, nameof(options.TimeoutSeconds), options.TimeoutSeconds, 1, 300);
        Check(failures, nameof(options.MaxManifestBytes), options.MaxManifestBytes, 4 << 20, 64 << 20);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Hosts(List<string> failures, string key, IList<string> hosts, bool allowAll)
    {
        Check(failures, key + ".Count", hosts.Count, 0, MaxHosts);
        foreach (var host in hosts)
        {
            var isAll = allowAll && host == RegistryHosts.All;
            if (!isAll && (string.IsNullOrWhiteSpace(host) || host.AsSpan().ContainsAny("/*@ ")))
            {
                failures.Add($"Registry:{key} holds '{host}'; write host or host:port, without a scheme or path");
            }
        }
    }

    private static void Check(List<string> failures, string key, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            failures.Add(FormattableString.Invariant($"Registry:{key} must be {least} to {most}; it is {value}"));
        }
    }
}
