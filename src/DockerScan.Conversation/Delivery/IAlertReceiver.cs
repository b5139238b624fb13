using DockerScan.Core.Alerts;

namespace DockerScan.Conversation.Delivery;

/// <summary>A channel that takes alerts as data, and not as cards. Each revision is sent; whoever takes one may take it twice, with the same key.</summary>
public interface IAlertReceiver : IChannel
{
    /// <summary>Sends an alert as it is now. One try, which throws as those of <see cref="IChannel"/> do.</summary>
    /// <param name="place">Whom.</param>
    /// <param name="key">Of letters, digits and underscores: the same for the same revision of the alert at the same place.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Stops the try.</param>
    Task SendAsync(string place, string key, Alert alert, CancellationToken cancellationToken);
}
