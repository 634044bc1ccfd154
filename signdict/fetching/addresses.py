"""Which addresses may be fetched, and which computers may be connected to."""

import ipaddress
import re
from pathlib import PurePosixPath

from signdict.core.cleaning import clean
from signdict.core.errors import FetchError
from signdict.core.names import unquoted

#: The scheme, the host with its port, and the path of an address.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:@\[\]\\/?#%]+)(?::(\d{1,5}))?")
#: Letters that no address contains: programs that read addresses disagree about them.
_NEVER = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST = 2000
#: IPv6 addresses that contain an IPv4 address, which is where a packet goes: NAT64 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_address(text: str) -> bool:
    """Return whether a text is an address, of whatever scheme, and not a path."""
    match = _ADDRESS.match(text.strip())
    return match is not None and match[1].lower() != "file"


def checked(text: str) -> str:
    """Return an address that may be fetched. Raise FetchError if it may not."""
    address = text.strip()
    shown = f"{address[:60]}…" if len(address) > 60 else address
    match = _ADDRESS.match(address)
    if not match or len(address) > _LONGEST or _NEVER.search(address):
        raise FetchError(f"{shown} is not an address of a film.", hint="Correct it.")
    if match[1].lower() != "https":
        raise FetchError(
            f"{shown} does not start with https://.",
            hint="Only films with such addresses are fetched.",
        )
    if "@" in match[2]:
        raise FetchError("The address contains a user name or a password.", hint="Remove it.")
    place = _HOST.fullmatch(match[2])
    if not place or int(place[2] or 443) > 65535 or not _is_name(place[1]):
        raise FetchError(f"{shown} is not an address of a film.", hint="Correct it.")
    if _is_refused(place[1]):
        raise own_network(place[1])
    return address


def own_network(host: str) -> FetchError:
    """Return the error for a host that is on this computer or in its network."""
    return FetchError(
        f"{host} is this computer or in its own network.",
        hint="Films are fetched from the public internet only.",
    )


def host_of(address: str) -> str:
    """Return the host of an address, in lower case, without its port; empty if it has none."""
    match = _ADDRESS.match(address.strip())
    place = _HOST.fullmatch(match[2].rpartition("@")[2]) if match else None
    return place[1].lower() if place else ""


def name_in(address: str) -> str:
    """Return the name of the file in an address, with escapes decoded; "film" if it has none."""
    match = _ADDRESS.match(address.strip())
    name = clean(PurePosixPath(unquoted(match[3])).name.replace("\0", "")) if match else ""
    return "film" if name in ("", "..") else name.replace("\\", "_")


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet.

    Those of this computer, of its network, of groups and of documentation do not, nor do IPv6
    addresses that lead to such an IPv4 address.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour or ip.teredo or ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
        or ip.is_unspecified
    )  # fmt: skip


def _is_name(host: str) -> bool:
    """Return whether a host can be one: an IPv6 address, or labels of up to 63 letters."""
    if host.startswith("["):
        return True
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def _is_refused(host: str) -> bool:
    """Return whether a host is, without asking anyone, no public one."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return not is_public(name)
