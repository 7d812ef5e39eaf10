# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QVBoxLayout, QWidget)
class Ui_Settings(object):
    def setupUi(self, Settings):
        if not Settings.objectName():
            Settings.setObjectName(u"Settings")
        self.outer = QVBoxLayout(Settings)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(Settings)
        self.area.setObjectName(u"area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.page = QWidget()
        self.page.setObjectName(u"page")
        self.columns = QHBoxLayout(self.page)
        self.columns.setSpacing(24)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(24, 16, 24, 16)
        self.left = QVBoxLayout()
        self.left.setSpacing(16)
        self.left.setObjectName(u"left")

        self.columns.addLayout(self.left)

        self.right = QVBoxLayout()
        self.right.setSpacing(16)
        self.right.setObjectName(u"right")

        self.columns.addLayout(self.right)

        self.columns.setStretch(0, 1)
        self.columns.setStretch(1, 1)
        self.area.setWidget(self.page)

        self.outer.addWidget(self.area)


        self.retranslateUi(Settings)
    # setupUi

    def retranslateUi(self, Settings):
        pass
    # retranslateUi

