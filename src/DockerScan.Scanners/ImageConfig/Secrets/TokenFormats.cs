using System.Buffers;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Tokens and keys that are known by their form, whatever their name is.</summary>
/// <remarks>The forms are those that their issuers document. Time is linear: every place is looked at once for all prefixes.</remarks>
internal static class TokenFormats
{
    private const int MaxTokens = 50;
    private const int MaxPrefix = 40;

    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly SearchValues<char> Dashed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.=");
    private static readonly SearchValues<char> Address = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/");
    private static readonly SearchValues<char> Header = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ");

    private static readonly TokenFormat[] All =
    [
        new("aws-access-key-id", "AKIA", Capitals, 16, "an AWS access key", Severity.High) { IsExact = true },
        new("aws-access-key-id", "ASIA", Capitals, 16, "an AWS access key", Severity.High) { IsExact = true },
        new("github-pat", "ghp_", Word, 36, "a GitHub token", Severity.High),
        new("github-oauth", "gho_", Word, 36, "a GitHub token", Severity.High),
        new("github-app-token", "ghu_", Word, 36, "a GitHub token", Severity.High),
        new("github-app-token", "ghs_", Word, 36, "a GitHub token", Severity.High),
        new("github-refresh-token", "ghr_", Word, 36, "a GitHub token", Severity.High),
        new("github-fine-grained-pat", "github_pat_", Word, 60, "a GitHub token", Severity.High),
        new("gitlab-pat", "glpat-", Dashed, 20, "a GitLab token", Severity.High),
        new("gitlab-deploy-token", "gldt-", Dashed, 20, "a GitLab token", Severity.High),
        new("slack-access-token", "xoxb-", Dashed, 20, "a Slack token", Severity.High),
        new("slack-access-token", "xoxp-", Dashed, 20, "a Slack token", Severity.High),
        new("slack-access-token", "xoxa-", Dashed, 20, "a Slack token", Severity.High),
        new("slack-access-token", "xoxr-", Dashed, 20, "a Slack token", Severity.High),
        new("slack-access-token", "xapp-", Dashed, 20, "a Slack token", Severity.High),
        new("slack-web-hook", "hooks.slack.com/services/", Address, 30, "a Slack webhook address", Severity.Medium) { NeedsBoundary = false },
        new("discord-web-hook", "discord.com/api/webhooks/", Address, 40, "a Discord webhook address", Severity.Medium) { NeedsBoundary = false },
        new("discord-web-hook", "discordapp.com/api/webhooks/", Address, 40, "a Discord webhook address", Severity.Medium) { NeedsBoundary = false },
        new("npm-access-token", "npm_", Word, 36, "an npm token", Severity.High) { IsExact = true },
        new("pypi-upload-token", "pypi-AgE", Dashed, 50, "a PyPI token", Severity.High),
        new("rubygems-api-token", "rubygems_", Word, 48, "a RubyGems token", Severity.High) { IsExact = true },
        new("dockerhub-token", "dckr_pat_", Dashed, 20, "a Docker Hub token", Severity.High),
        new("stripe-secret-token", "sk_live_", Word, 16, "a Stripe key", Severity.High),
        new("stripe-secret-token", "rk_live_", Word, 16, "a Stripe key", Severity.High),
        new("stripe-test-token", "sk_test_", Word, 16, "a Stripe test key", Severity.Low),
        new("sendgrid-api-token", "SG.", Dotted, 50, "a SendGrid key", Severity.High),
        new("google-api-key", "AIza", Dashed, 35, "a Google API key", Severity.Medium) { IsExact = true },
        new("google-oauth-secret", "GOCSPX-", Dashed, 28, "a Google client secret", Severity.High),
        new("google-access-token", "ya29.", Dashed, 40, "a Google access token", Severity.Medium),
        new("anthropic-api-key", "sk-ant-", Dashed, 40, "an Anthropic key", Severity.High),
        new("openai-api-key", "sk-proj-", Dashed, 40, "an OpenAI key", Severity.High),
        new("hugging-face-access-token", "hf_", Word, 34, "a Hugging Face token", Severity.High) { IsExact = true },
        new("digitalocean-token", "dop_v1_", Word, 64, "a DigitalOcean token", Severity.High) { IsExact = true },
        new("shopify-token", "shpat_", Word, 32, "a Shopify token", Severity.High) { IsExact = true },
        new("vault-token", "hvs.", Dashed, 24, "a Vault token", Severity.High),
        new("vault-token", "hvb.", Dashed, 24, "a Vault token", Severity.High),
        new("grafana-api-token", "glsa_", Word, 32, "a Grafana token", Severity.High),
        new("nvidia-api-key", "nvapi-", Dashed, 40, "an NVIDIA key", Severity.High),
        new("atlassian-api-token", "ATATT3", Dotted, 50, "an Atlassian token", Severity.High),
        new("age-secret-key", "AGE-SECRET-KEY-1", Capitals, 40, "an age key", Severity.High),
        new("jwt-token", "eyJ", Dotted, 40, "a signed token (JWT)", Severity.Medium) { Inside = ".eyJ" },
        new("private-key", "-----BEGIN ", Header, 11, "a private key", Severity.High) { Inside = "PRIVATE KEY", NeedsBoundary = false },
    ];

    private static readonly SearchValues<string> Prefixes = SearchValues.Create([.. All.Select(format => format.Prefix)], StringComparison.Ordinal);
    private static readonly ILookup<char, TokenFormat> ByFirst = All.ToLookup(format => format.Prefix[0]);

    /// <summary>The first token in a text; null when there is none.</summary>
    public static Token? First(ReadOnlySpan<char> text) => Find(text, 1) is [var token, ..] ? token : null;

    /// <summary>The tokens in a text, in order; those that say themselves that they are examples are left out.</summary>
    public static List<Token> Find(ReadOnlySpan<char> text, int most = MaxTokens)
    {
        var found = new List<Token>();
        var at = 0;
        while (found.Count < most && text[at..].IndexOfAny(Prefixes) is var next && next >= 0)
        {
            at += next;
            var token = TokenAt(text, at);
            if (token is { } known && !SecretValues.SaysExample(text.Slice(known.At, known.Length)))
            {
                found.Add(known);
            }

            at += token?.Length ?? 1;
        }

        return found;
    }

    private static Token? TokenAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var format in ByFirst[text[at]])
        {
            if (text.Slice(at, Math.Min(MaxPrefix, text.Length - at)).StartsWith(format.Prefix, StringComparison.Ordinal) && format.LengthAt(text, at) is var length and > 0)
            {
                return new Token(format.Id, format.What, format.Severity, at, length);
            }
        }

        return null;
    }
}
