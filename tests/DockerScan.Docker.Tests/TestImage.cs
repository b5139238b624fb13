using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests;

/// <summary>An image that a test imported into the engine; its names go when the test ends.</summary>
internal sealed class TestImage : IAsyncDisposable
{
    private readonly DockerConnection _connection;
    private readonly List<string> _names = [];

    private TestImage(DockerConnection connection, string name) => (_connection, Name) = (connection, name);

    public string Name { get; }

    public ImageReference Reference => ImageReference.Parse(Name);

    public static string NewRepository() => "dockerscan-test/" + Path.GetRandomFileName().Replace(".", "x", StringComparison.Ordinal).ToLower(CultureInfo.InvariantCulture);

    public static async Task<TestImage> ImportAsync(DockerConnection connection, Stream tar, params string[] changes)
    {
        var image = new TestImage(connection, NewRepository() + ":1");
        image._names.Add(image.Name);
        JSONError? error = null;
        await image.CallAsync(
            (client, token) => client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromSrc = "-", Repo = image.Name.Split(':')[0], Tag = "1", Changes = changes },
                tar,
                new AuthConfig(),
                new Lines(line => error ??= line.Error),
                token));
        return error is null ? image : throw new InvalidDataException(error.Message);
    }

    /// <summary>Pushes it and forgets it, so that only the registry has it; returns its digest there.</summary>
    public async Task<ImageDigest> MoveToAsync(ImageReference target)
    {
        await CallAsync((client, token) => client.Images.TagImageAsync(
            Name, new ImageTagParameters { RepositoryName = target.Repository, Tag = target.Tag }, token));
        string? digest = null;
        await CallAsync((client, token) => client.Images.PushImageAsync(
            target.Repository,
            new ImagePushParameters { Tag = target.Tag },
            new AuthConfig { Username = "x", Password = "x" },
            new Lines(line => digest ??= DigestIn(line)),
            token));
        await RemoveAsync(target.ToString());
        await RemoveAsync(Name);
        return ImageDigest.Parse(digest ?? throw new InvalidDataException("the push gave no digest"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names.ToArray())
        {
            await RemoveAsync(name);
        }
    }

    private static string? DigestIn(JSONMessage line)
    {
        const string Mark = "digest: ";
        var at = line.Status?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : line.Status![(at + Mark.Length)..].Split(' ')[0];
    }

    private async Task RemoveAsync(string name)
    {
        _names.Remove(name);
        await CallAsync(async (client, token) =>
        {
            try
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = false }, token);
            }
            catch (DockerApiException exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                // The test removed it itself.
            }
        });
    }

    private Task<bool> CallAsync(Func<IDockerClient, CancellationToken, Task> call)
        => _connection.CallAsync(
            "test",
            async (client, token) =>
            {
                await call(client, token);
                return true;
            },
            CancellationToken.None);

    private sealed class Lines(Action<JSONMessage> read) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => read(value);
    }
}
