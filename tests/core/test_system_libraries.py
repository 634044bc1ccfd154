"""The line that installs missing system libraries."""

import platform
import sys

import pytest

from signdict.core.system_libraries import install_hint, missing_library


def on_linux(monkeypatch, **release):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "apt-get update && apt-get install"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt-get update && apt-get install"),
        ({"ID": "fedora"}, "dnf install"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "zypper install"),
        ({"ID": "arch"}, "pacman -S"),
    ],
)
def test_each_linux_system_has_its_own_line(monkeypatch, release, command):
    on_linux(monkeypatch, **release)
    assert f": {command}" in install_hint()


@pytest.mark.parametrize("release", [{"ID": "else"}, {}])
def test_another_system_gets_the_packages_of_debian(monkeypatch, release):
    on_linux(monkeypatch, **release)
    assert "packages of Debian contain: apt-get" in install_hint()


def test_a_system_without_a_name_gets_the_packages_of_debian(monkeypatch):
    def missing():
        raise OSError("no os-release")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", missing)
    assert "packages of Debian" in install_hint()


def test_windows_needs_the_runtime_of_c(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert "winget install" in install_hint()


def test_a_mac_has_all_system_libraries(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "pip install" in install_hint()


def test_a_missing_library_is_reported_with_the_line_that_installs_it(monkeypatch):
    on_linux(monkeypatch, ID="debian")
    problem = ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
    assert str(missing_library(problem)).startswith("A system library is missing: libGL.so.1")
    assert "libgl1" in missing_library(problem).hint


def test_a_library_that_the_tracker_loads_is_reported_too(monkeypatch):
    on_linux(monkeypatch, ID="debian")
    problem = OSError("libGLESv2.so.2: cannot open shared object file: No such file or directory")
    assert "libgles2" in missing_library(problem).hint


def test_a_missing_module_is_not_a_system_library():
    assert missing_library(ImportError("No module named 'cv2'")) is None
