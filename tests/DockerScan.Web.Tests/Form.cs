using System.Text.RegularExpressions;

namespace DockerScan.Web.Tests;

/// <summary>Sends forms as a browser does: the page is loaded first, and its hidden fields go along.</summary>
internal static partial class Form
{
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, string target, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken);
        var token = Token().Match(html);
        Assert.True(token.Success, $"{page} has no form");
        var values = fields.Append((Name: "__RequestVerificationToken", Value: token.Groups["token"].Value)).Select(field => new KeyValuePair<string, string>(field.Name, field.Value));
        using var content = new FormUrlEncodedContent(values);
        return await client.PostAsync(new Uri(target, UriKind.Relative), content, cancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
