using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Auth;

/// <summary>Asks a <c>docker-credential-NAME</c> program. Its output is bounded, its time too, and no shell is in between.</summary>
internal sealed partial class CredentialHelper(TimeProvider time, ILogger<CredentialHelper> logger)
{
    private const int MaxOutputCharacters = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The credential that helper <paramref name="name"/> has for a server; null when it has none or fails.</summary>
    public async Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken)
    {
        if (!Name().IsMatch(name))
        {
            Log.HelperFailed(logger, DisplayText.Clean(name, 40), server, "its name is not one");
            return null;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var output = await RunAsync("docker-credential-" + name, server, linked.Token);
            return output is null ? null : JsonSerializer.Deserialize(output, RegistryJson.Default.HelperAnswer)?.ToCredential();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.HelperFailed(logger, name, server, "it did not answer in 10 s");
            return null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or JsonException or InvalidOperationException)
        {
            // The message of a JSON error may quote the secret, so only its type is told.
            Log.HelperFailed(logger, name, server, exception.GetType().Name);
            return null;
        }
    }

    private static async Task<string?> RunAsync(string program, string server, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { "get" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = new Process { StartInfo = start };
        process.Start();
        try
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            await AskAsync(process.StandardInput, server, cancellationToken);
            var output = await ReadAsync(process.StandardOutput, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task AskAsync(StreamWriter input, string server, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(server.AsMemory(), cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // It ended without reading the question; its answer and exit status decide.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var result = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (result.Length + count > MaxOutputCharacters)
            {
                throw new IOException("the helper's output is too long");
            }

            result.Append(buffer, 0, count);
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
