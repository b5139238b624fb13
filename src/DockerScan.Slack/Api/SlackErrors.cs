namespace DockerScan.Slack.Api;

/// <summary>Error codes: Slack's, and ours for when there was no answer.</summary>
internal static class SlackErrors
{
    public const string Network = "no_connection";
    public const string Timeout = "no_answer_in_time";
    public const string ServerError = "server_error";
    public const string BadAnswer = "answer_not_understood";
    public const string RateLimited = "ratelimited";
    public const string Busy = "channel_queue_full";
    public const string TooLarge = "file_too_large";

    /// <summary>Slack's own: the app was not given what the method needs.</summary>
    public const string MissingScope = "missing_scope";

    public const string Address = "address_not_of_slack";

    private static readonly HashSet<string> Transient = new(StringComparer.Ordinal)
    {
        Network, Timeout, ServerError, RateLimited, Busy, "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
        "team_added_to_org", "message_limit_exceeded",
    };

    private static readonly HashSet<string> Authentication = new(StringComparer.Ordinal)
    {
        "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "no_permission", "org_login_required", MissingScope,
        "not_allowed_token_type", "team_disabled", "user_removed_from_team", "access_denied", "ekm_access_denied", "team_access_not_granted", "app_not_found", "forbidden_team",
    };

    public static bool IsTransient(string code) => Transient.Contains(code);

    public static bool IsAuthentication(string code) => Authentication.Contains(code);
}
