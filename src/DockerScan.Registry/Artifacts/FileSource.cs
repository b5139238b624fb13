using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Registry.Http;

namespace DockerScan.Registry.Artifacts;

/// <summary>Fetches files with the client of registries, which refuses what registries may not be either.</summary>
internal sealed class FileSource(RegistryHttp http) : IFileSource
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public async Task<Result<FetchedFile>> FetchAsync(Uri address, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.SendAsync(new RegistryRequest(HttpMethod.Get, address) { Origin = address, MaxBytes = maxBytes, Limit = Limit }, cancellationToken);
            return response.IsSuccess ? new FetchedFile(response.Body, Convert.ToHexStringLower(SHA256.HashData(response.Body)))
                : RegistryHttp.Unavailable(address, FormattableString.Invariant($"fails (status {(int)response.Status}); try again later")).Failure;
        }
        catch (EngineException e)
        {
            return e.Failure;
        }
    }
}
