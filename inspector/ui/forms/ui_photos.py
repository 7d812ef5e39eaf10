# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'photos.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_Photos(object):
    def setupUi(self, Photos):
        if not Photos.objectName():
            Photos.setObjectName(u"Photos")
        self.page = QVBoxLayout(Photos)
        self.page.setSpacing(12)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(24, 12, 24, 8)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.bar.setObjectName(u"bar")

        self.page.addLayout(self.bar)

        self.strip_slot = QWidget(Photos)
        self.strip_slot.setObjectName(u"strip_slot")

        self.page.addWidget(self.strip_slot)

        self.body = QStackedWidget(Photos)
        self.body.setObjectName(u"body")

        self.page.addWidget(self.body)

        self.page.setStretch(2, 1)

        self.retranslateUi(Photos)
    # setupUi

    def retranslateUi(self, Photos):
        pass
    # retranslateUi

