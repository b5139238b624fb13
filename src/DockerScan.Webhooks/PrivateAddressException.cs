namespace DockerScan.Webhooks;

/// <summary>A name has no public address, and is not listed.</summary>
internal sealed class PrivateAddressException() : IOException("its address is private and is refused; an operator can list it, with its port, in Webhooks:AllowedPrivate");
