using System.Net.Http.Headers;
using System.Text.Json;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Rest;

/// <summary>Bodies of calls.</summary>
internal static class DiscordContent
{
    public static HttpContent Json<T>(T body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, DiscordJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>A message, with its file as a form when it has one.</summary>
    public static HttpContent Message(DiscordMessage message, DiscordUpload? upload)
    {
        if (upload is null)
        {
            return Json(message);
        }

        var file = new ReadOnlyMemoryContent(upload.Content);
        file.Headers.ContentType = new MediaTypeHeaderValue(upload.MediaType);
        file.Headers.ContentDisposition = Part(FormattableString.Invariant($"files[{upload.File.Id}]"), upload.File.Filename);
        var json = Json(message);
        json.Headers.ContentDisposition = Part("payload_json", null);
        return new MultipartFormDataContent { json, file };
    }

    // Written by hand: the framework's own form adds filename*, which Discord's documents do not have.
    private static ContentDispositionHeaderValue Part(string name, string? file)
        => new("form-data") { Name = $"\"{name}\"", FileName = file is null ? null : $"\"{file}\"" };
}
