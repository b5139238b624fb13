using System.Text.Json;
using DockerScan.Registry.Http;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Auth;

/// <summary>Where the docker command's configuration lies: the variable, and the file. Read anew each time, so that a login counts at once.</summary>
internal sealed class DockerConfigSource(Func<string, string?> environment, ILogger<DockerConfigSource> logger)
{
    private const string Variable = "DOCKER_AUTH_CONFIG";
    private const int MaxBytes = 1 << 20;

    public DockerConfigFile? ReadVariable()
        => environment(Variable) is { Length: > 0 and <= MaxBytes } text ? Parse(text, Variable) : null;

    public async Task<DockerConfigFile?> ReadFileAsync(CancellationToken cancellationToken)
    {
        var path = FilePath();
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return null;
            }

            if (file.Length > MaxBytes)
            {
                Log.BadConfiguration(logger, path, "it is over 1 MiB");
                return null;
            }

            return Parse(await File.ReadAllTextAsync(path, cancellationToken), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.BadConfiguration(logger, path, exception.GetType().Name);
            return null;
        }
    }

    private string FilePath()
    {
        var folder = environment("DOCKER_CONFIG");
        if (string.IsNullOrEmpty(folder))
        {
            folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        }

        return Path.Combine(folder, "config.json");
    }

    private DockerConfigFile? Parse(string text, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RegistryJson.Default.DockerConfigFile);
        }
        catch (JsonException)
        {
            // The message may quote what stands there.
            Log.BadConfiguration(logger, source, "it is not the JSON that the docker command writes");
            return null;
        }
    }
}
